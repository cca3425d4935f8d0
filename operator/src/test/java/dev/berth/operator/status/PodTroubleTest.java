package dev.berth.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.operator.status.PodTrouble.Kind;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodTroubleTest {
    private static final String RUNS = """
            podIP: 10.0.0.1
            containerStatuses: [{name: registry, ready: false, state: {running: {}}}]
            """;

    @Test
    void whatRunsAndIsNotReadyIsAskedAtItsAddress() {
        Optional<PodTrouble> trouble =
                PodTrouble.first(List.of(pod("a", RUNS)), address -> Optional.of("asked " + address));

        assertThat(trouble).contains(new PodTrouble("a", Kind.STORAGE, "asked 10.0.0.1"));
    }

    @Test
    void whatIsReadyOrIsToGoIsNotAsked() {
        Pod ready = pod("ready", RUNS + "conditions: [{type: Ready, status: 'True'}]\n");
        Pod going = pod("going", RUNS);
        going.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");

        assertThat(PodTrouble.first(List.of(ready, going), _ -> Optional.of("asked")))
                .isEmpty();
    }

    @Test
    void whatEndedIsToldByTheLastLineOfItsLog() {
        String ended =
                "{terminated: {exitCode: 2, reason: Error, message: \"first\\nregistry-server: no bucket\\n\\n\"}}";
        String waits = """
                containerStatuses:
                  - name: registry
                    ready: false
                    state: {waiting: {reason: CrashLoopBackOff, message: back-off 10s}}
                    lastState: %s
                """.formatted(ended);

        var expected = new PodTrouble("a", Kind.CONTAINER, "it ended with exit code 2; registry-server: no bucket");
        assertThat(silent(pod("a", waits))).contains(expected);
        assertThat(silent(pod("a", "containerStatuses: [{name: registry, ready: false, state: " + ended + "}]")))
                .contains(expected);
        assertThat(silent(pod("a", RUNS.replace("{running: {}}", "{running: {}}, lastState: " + ended))))
                .as("between two ends")
                .contains(expected);
    }

    @Test
    void whatEndedWithoutAWordIsToldByItsReason() {
        String killed = "{terminated: {exitCode: 137, reason: OOMKilled}}";

        assertThat(silent(pod("a", RUNS.replace("{running: {}}", "{running: {}}, lastState: " + killed))))
                .contains(new PodTrouble("a", Kind.CONTAINER, "it ended: OOMKilled"));
    }

    @Test
    void whatWaitsIsToldUnlessItIsOnItsWay() {
        assertThat(silent(pod("a", waiting("ErrImagePull", "no such image"))))
                .contains(new PodTrouble("a", Kind.CONTAINER, "ErrImagePull: no such image"));
        assertThat(silent(pod("a", waiting("ContainerCreating", "")))).isEmpty();
    }

    @Test
    void whatHasNoNodeIsToldByTheScheduler() {
        String pending = "conditions: [{type: PodScheduled, status: 'False', message: 0/1 nodes are available}]";

        assertThat(silent(pod("a", pending))).contains(new PodTrouble("a", Kind.SCHEDULING, "0/1 nodes are available"));
    }

    @Test
    void firstByNameIsTold() {
        Pod b = pod("b", waiting("ErrImagePull", "b"));
        Pod a = pod("a", waiting("ErrImagePull", "a"));

        assertThat(PodTrouble.first(List.of(b, a), _ -> Optional.empty()))
                .map(PodTrouble::pod)
                .contains("a");
    }

    @Test
    void wordsAreOneLineWithoutControls() {
        assertThat(PodTrouble.first(List.of(pod("a", RUNS)), _ -> Optional.of("red \u001b[31m\nand more")))
                .map(PodTrouble::cause)
                .contains("red  [31m and more");
    }

    @Test
    void longWordsAreCut() {
        assertThat(PodTrouble.first(List.of(pod("a", RUNS)), _ -> Optional.of("x".repeat(10_000)))
                        .orElseThrow()
                        .cause())
                .hasSizeLessThan(1000)
                .endsWith("…");
    }

    private static Optional<PodTrouble> silent(Pod pod) {
        return PodTrouble.first(List.of(pod), _ -> Optional.empty());
    }

    private static String waiting(String reason, String message) {
        return "containerStatuses: [{name: registry, ready: false, state: {waiting: {reason: %s, message: '%s'}}}]"
                .formatted(reason, message);
    }

    private static Pod pod(String name, String status) {
        return Serialization.unmarshal(
                "kind: Pod\nmetadata: {name: " + name + "}\nstatus:\n" + status.indent(2), Pod.class);
    }
}
