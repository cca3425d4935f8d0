package dev.berth.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.endpoint.CollectionReport;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GarbageCollectionIT extends OperatorTestCase {
    @Test
    void theReportOfAFinishedJobReachesTheStatusAndAnEvent() {
        operator.report = Optional.of(new CollectionReport(
                "r1", "Succeeded", "2026-01-01T00:00:00Z", "2026-01-01T00:00:09Z", 3, 1, 4096, List.of()));
        namespace.apply("clean", "{}");
        untilReady("clean");

        finish(start("clean", "run-1"), "Complete");

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            RegistryStatus.GarbageCollection last =
                    requireNonNull(namespace.registry("clean").getStatus().lastGarbageCollection());
            assertThat(last.job()).isEqualTo("run-1");
            assertThat(last.result()).isEqualTo("Succeeded");
            assertThat(last.freedBytes()).isEqualTo(4096);
        });
        untilSays("clean", "GarbageCollected", "True Collected", "4096 bytes");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(notes()).anySatisfy(note -> assertThat(note).contains("run-1", "4096")));
    }

    @Test
    void aFailedJobIsToldAndLeavesTheRegistryReady() {
        namespace.apply("fails", "{}");
        untilReady("fails");

        finish(start("fails", "run-2"), "Failed");

        untilSays("fails", "GarbageCollected", "False CollectionFailed", "kubectl logs job/run-2");
        assertThat(namespace.says("fails", "Ready")).startsWith("True");
    }

    @Test
    void aScheduleThatDoesNotParseLeavesTheOldOneInForce() {
        namespace.apply("timed", "garbageCollection: {schedule: '1 2 * * *'}");
        untilReady("timed");

        namespace.apply("timed", "garbageCollection: {schedule: '61 2 * * *'}");

        untilSays("timed", "GarbageCollected", "False InvalidSchedule", "61 is not a minute");
        assertThat(cronJob("timed").getSpec().getSchedule()).isEqualTo("1 2 * * *");
    }

    private List<String> notes() {
        return client.events().v1().events().inNamespace(namespace.name).list().getItems().stream()
                .map(event -> event.getNote())
                .toList();
    }

    private CronJob cronJob(String registry) {
        return client.batch()
                .v1()
                .cronjobs()
                .inNamespace(namespace.name)
                .withName(registry + "-registry-gc")
                .get();
    }

    private Job start(String registry, String name) {
        var template = cronJob(registry).getSpec().getJobTemplate();
        return client.resource(new JobBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace.name)
                        .withLabels(template.getMetadata().getLabels())
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .create();
    }

    private void finish(Job job, String how) {
        String criterion = how.equals("Complete") ? "SuccessCriteriaMet" : "FailureTarget";
        client.resource(job).editStatus(found -> {
            JobStatusBuilder status = new JobStatusBuilder()
                    .withStartTime("2026-01-01T00:00:00Z")
                    .withCompletionTime(how.equals("Complete") ? "2026-01-01T00:00:10Z" : null)
                    .withSucceeded(how.equals("Complete") ? 1 : null)
                    .withFailed(how.equals("Failed") ? 1 : null);
            for (String type : List.of(criterion, how)) {
                status.addNewCondition()
                        .withType(type)
                        .withStatus("True")
                        .withReason("Test")
                        .withLastTransitionTime("2026-01-01T00:00:10Z")
                        .endCondition();
            }
            found.setStatus(status.build());
            return found;
        });
    }
}
