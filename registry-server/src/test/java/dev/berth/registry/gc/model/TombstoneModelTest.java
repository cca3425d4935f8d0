package dev.berth.registry.gc.model;

import static dev.berth.registry.gc.model.Scenario.INDEX_OF_OLD_IMAGE;
import static dev.berth.registry.gc.model.Scenario.INDEX_OF_OLD_INDEX;
import static dev.berth.registry.gc.model.Scenario.PULL_AFTER_PUSH;
import static dev.berth.registry.gc.model.Scenario.PUSH_OVER_CONDEMNED_BLOB;
import static dev.berth.registry.gc.model.Scenario.PUSH_OVER_OLD_BLOB;
import static dev.berth.registry.gc.model.Scenario.PUSH_OVER_OLD_LINK;
import static dev.berth.registry.gc.model.Scenario.TAG_CONDEMNED_MANIFEST;
import static dev.berth.registry.gc.model.Scenario.TAG_OLD_IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.gc.model.engine.Checker;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same on an object store, with tombstones, whose readers may remember for one tick that there are none.
class TombstoneModelTest {
    static final Map<Guard, Case> NEEDED = Map.ofEntries(
            Map.entry(Guard.PIN, Case.onObjects(PUSH_OVER_OLD_BLOB, 2)),
            Map.entry(Guard.SECOND_LOOK, Case.onObjects(PUSH_OVER_OLD_BLOB, 2)),
            Map.entry(Guard.RESCUE, Case.onObjects(PUSH_OVER_OLD_BLOB, 2)),
            Map.entry(Guard.OWN_NAME, Case.onObjects(PUSH_OVER_OLD_BLOB, 2)),
            Map.entry(Guard.MARK_AGAIN, Case.onObjects(PUSH_OVER_OLD_BLOB, 2)),
            Map.entry(Guard.HELD, Case.onObjects(INDEX_OF_OLD_IMAGE, 3)),
            Map.entry(Guard.MANIFESTS_FIRST, Case.onObjects(INDEX_OF_OLD_IMAGE, 2)),
            Map.entry(Guard.OUTER_FIRST, Case.onObjects(INDEX_OF_OLD_INDEX, 2)),
            Map.entry(Guard.FOLLOW_RESCUED, Case.onObjects(INDEX_OF_OLD_IMAGE, 2)),
            Map.entry(Guard.TAKE_BACK, Case.onObjects(PUSH_OVER_OLD_BLOB, 2)),
            Map.entry(Guard.TOMBSTONE_FIRST, Case.onObjects(PUSH_OVER_OLD_BLOB, 2)),
            Map.entry(Guard.HOLD, Case.onObjects(PUSH_OVER_OLD_BLOB, 2)),
            Map.entry(Guard.WAIT_FOR_DELETION, Case.onObjects(PUSH_OVER_OLD_BLOB, 2)),
            Map.entry(Guard.DELETE_SOON, Case.onObjects(TAG_CONDEMNED_MANIFEST, 1, 1)),
            Map.entry(Guard.FINISH_LATE, Case.onObjects(TAG_CONDEMNED_MANIFEST, 1, 1)),
            Map.entry(Guard.MARK_BEFORE_REMOVAL, Case.onObjects(TAG_CONDEMNED_MANIFEST, 2, 1)));

    static Stream<Case> cases() {
        return Stream.of(
                Case.onObjects(PUSH_OVER_OLD_BLOB, 2).killed(),
                Case.onObjects(PUSH_OVER_OLD_LINK, 2),
                Case.onObjects(TAG_OLD_IMAGE, 2).killed(),
                Case.onObjects(INDEX_OF_OLD_IMAGE, 2),
                Case.onObjects(INDEX_OF_OLD_INDEX, 2),
                Case.onObjects(PULL_AFTER_PUSH, 2),
                Case.onObjects(PUSH_OVER_OLD_BLOB, 1, 1),
                Case.onObjects(PUSH_OVER_CONDEMNED_BLOB, 1, 1),
                Case.onObjects(TAG_CONDEMNED_MANIFEST, 2, 1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingAcknowledgedIsLostAndGarbageGoes(Case each) {
        Checker.Result result = each.check();

        System.out.printf("tombstones, %s: %d states%n", each, result.states());
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
                "tombstones, without %s %s%n",
                guard, result.finding().orElseThrow().problem());
    }
}
