package dev.berth.registry.gc.model;

import static dev.berth.registry.gc.model.Scenario.INDEX_OF_OLD_IMAGE;
import static dev.berth.registry.gc.model.Scenario.INDEX_OF_OLD_INDEX;
import static dev.berth.registry.gc.model.Scenario.PULL_AFTER_PUSH;
import static dev.berth.registry.gc.model.Scenario.PUSH_OF_DELETED_IMAGE;
import static dev.berth.registry.gc.model.Scenario.PUSH_OF_EXPIRED_TAG;
import static dev.berth.registry.gc.model.Scenario.PUSH_OVER_CONDEMNED_BLOB;
import static dev.berth.registry.gc.model.Scenario.PUSH_OVER_OLD_BLOB;
import static dev.berth.registry.gc.model.Scenario.PUSH_OVER_OLD_LINK;
import static dev.berth.registry.gc.model.Scenario.PUSH_WITH_MOUNT;
import static dev.berth.registry.gc.model.Scenario.TAG_OLD_IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.gc.model.engine.Checker;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On a file system no order of the steps breaks what was acknowledged, garbage is gone after two runs, and no guard
/// can be left out. Ages and holds are zero throughout: nothing of this rests on them.
class RenamingModelTest {
    private static final Map<Guard, Case> NEEDED = Map.ofEntries(
            Map.entry(Guard.PIN, Case.onFiles(TAG_OLD_IMAGE, 3)),
            Map.entry(Guard.SECOND_LOOK, Case.onFiles(PUSH_OVER_OLD_BLOB, 3)),
            Map.entry(Guard.MANIFEST_BEFORE_CHILDREN, Case.onFiles(PUSH_OVER_OLD_BLOB, 3)),
            Map.entry(Guard.RESCUE, Case.onFiles(PUSH_OVER_OLD_BLOB, 3)),
            Map.entry(Guard.LOOK_TWICE, Case.onFiles(PULL_AFTER_PUSH, 3)),
            Map.entry(Guard.OWN_NAME, Case.onFiles(PUSH_OVER_OLD_BLOB, 2, 1)),
            Map.entry(Guard.MARK_AGAIN, Case.onFiles(PUSH_OVER_OLD_BLOB, 1, 1)),
            Map.entry(Guard.PINS_BEFORE_TAGS, Case.onFiles(TAG_OLD_IMAGE, 3)),
            Map.entry(Guard.MARK_LOOKS_TWICE, Case.onFiles(INDEX_OF_OLD_IMAGE, 2, 1)),
            Map.entry(Guard.MARK_READS_THRICE, Case.onFiles(INDEX_OF_OLD_IMAGE, 2, 1)),
            Map.entry(Guard.HELD, Case.onFiles(INDEX_OF_OLD_IMAGE, 3)),
            Map.entry(Guard.MANIFESTS_FIRST, Case.onFiles(INDEX_OF_OLD_IMAGE, 3)),
            Map.entry(Guard.OUTER_FIRST, Case.onFiles(INDEX_OF_OLD_INDEX, 3)),
            Map.entry(Guard.FOLLOW_RESCUED, Case.onFiles(INDEX_OF_OLD_IMAGE, 3)),
            Map.entry(Guard.TAKE_BACK, Case.onFiles(PUSH_OVER_OLD_BLOB, 3)),
            Map.entry(Guard.COMPARE_TAG, Case.onFiles(PUSH_OF_EXPIRED_TAG, 3)));

    static Stream<Case> cases() {
        return Stream.concat(
                Stream.of(Scenario.values()).map(scenario -> Case.onFiles(scenario, 3)),
                Stream.of(
                        Case.onFiles(PUSH_OVER_OLD_BLOB, 2, 1),
                        Case.onFiles(PUSH_OVER_CONDEMNED_BLOB, 2, 1),
                        Case.onFiles(TAG_OLD_IMAGE, 2, 1),
                        Case.onFiles(PULL_AFTER_PUSH, 1, 1),
                        Case.onFiles(PUSH_OF_EXPIRED_TAG, 1, 1),
                        Case.onFiles(PUSH_OF_DELETED_IMAGE, 1, 1),
                        Case.onFiles(INDEX_OF_OLD_IMAGE, 2, 1),
                        Case.onFiles(PUSH_OVER_OLD_LINK, 3).killed(),
                        Case.onFiles(PUSH_WITH_MOUNT, 3).killed(),
                        Case.onFiles(INDEX_OF_OLD_IMAGE, 3).killed(),
                        Case.onFiles(INDEX_OF_OLD_INDEX, 3).killed()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingAcknowledgedIsLostAndGarbageGoes(Case each) {
        Checker.Result result = each.check();

        System.out.printf("%s: %d states%n", each, result.states());
        assertThat(Case.problem(result)).isEmpty();
    }

    static Stream<Guard> guards() {
        return NEEDED.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("guards")
    void guardIsNeeded(Guard guard) {
        Checker.Result result = NEEDED.get(guard).checkWithout(guard);

        assertThat(result.finding()).isPresent();
        System.out.printf(
                "without %s %s%n", guard, result.finding().orElseThrow().problem());
    }

    @Test
    void everyGuardIsTried() {
        assertThat(List.of(Guard.values()))
                .allMatch(guard -> NEEDED.containsKey(guard) || TombstoneModelTest.NEEDED.containsKey(guard));
    }
}
