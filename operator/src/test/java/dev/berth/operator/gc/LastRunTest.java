package dev.berth.operator.gc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.endpoint.CollectionReport;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastRunTest {
    private static final Instant END = Instant.parse("2026-01-01T00:00:10Z");

    @Test
    void theFiguresOfTheServerBelongToTheJobThatAskedForThem() {
        RegistryStatus.GarbageCollection run = requireNonNull(run("Request"));

        assertThat(run.job()).isEqualTo("nightly");
        assertThat(run.freedBytes()).isEqualTo(4096);
        assertThat(run.removedTags()).isEqualTo(4);
        assertThat(LastRun.isUntold(run, END)).isFalse();
    }

    @Test
    void aCollectionThatTheServerBeganByItselfIsNoAnswerToAJob() {
        RegistryStatus.GarbageCollection run = requireNonNull(run("DiskPressure"));

        assertThat(run.result()).isEqualTo("Succeeded");
        assertThat(run.freedBytes()).isNull();
        assertThat(LastRun.isUntold(run, END)).isTrue();
    }

    private static RegistryStatus.@Nullable GarbageCollection run(String trigger) {
        CollectionReport report = new CollectionReport(
                "r1", "Succeeded", null, null, trigger, 1, 2, 3, 5, 4, 6, 1, 512, 0, 3, 1, 4096, List.of());
        return LastRun.of(Stream.of(finished()), null, () -> Optional.of(report));
    }

    private static Job finished() {
        return new JobBuilder()
                .withNewMetadata()
                .withName("nightly")
                .endMetadata()
                .withNewStatus()
                .withStartTime("2026-01-01T00:00:00Z")
                .withCompletionTime(END.toString())
                .addNewCondition()
                .withType("Complete")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }
}
