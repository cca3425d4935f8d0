package dev.berth.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.endpoint.CollectionReport;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GarbageCollectionIT extends OperatorTestCase {
    @Test
    void theReportOfAFinishedJobReachesTheStatusAndAnEvent() {
        operator.report = Optional.of(new CollectionReport(
                "r1",
                "Succeeded",
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:09Z",
                "Request",
                2,
                5,
                7,
                11,
                4,
                6,
                1,
                512,
                2,
                3,
                1,
                4096,
                List.of()));
        namespace.apply("clean", "{}");
        untilReady("clean");

        finish(start("clean", "run-1"), "Complete");

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            RegistryStatus.GarbageCollection last =
                    requireNonNull(namespace.registry("clean").getStatus().lastGarbageCollection());
            assertThat(last.job()).isEqualTo("run-1");
            assertThat(last.result()).isEqualTo("Succeeded");
            assertThat(last.freedBytes()).isEqualTo(4096);
            assertThat(last.removedTags()).isEqualTo(4);
            assertThat(last.condemnedBytes()).isEqualTo(512);
            assertThat(last.rescued()).isEqualTo(2);
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

    @Test
    void eachValueOfTheAnnotationStartsOneCollection() {
        namespace.apply("asked", "{}");
        untilReady("asked");

        ask("asked", "one");

        await().atMost(SOON).untilAsserted(() -> assertThat(jobs("asked")).hasSize(1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                requireNonNull(namespace.registry("asked").getStatus())
                                        .collectionRequest())
                        .isEqualTo("one"));
        Job first = jobs("asked").getFirst();
        assertThat(first.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getName()).isEqualTo("asked-registry-gc"));
        assertThat(first.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .contains("collect");

        client.resource(first).delete();
        namespace.apply("asked", "{template: {annotations: {a: b}}}");
        untilReady("asked");
        ask("asked", "two");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(jobs("asked"))
                        .filteredOn(job -> job.getMetadata().getDeletionTimestamp() == null)
                        .singleElement()
                        .satisfies(job -> assertThat(job.getMetadata().getName())
                                .isNotEqualTo(first.getMetadata().getName())));
        assertThat(namespace.registry("asked").getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void aCollectionThatWasAskedForBeforeTheRegistryIsReadyWaitsForIt() {
        namespace.apply("early", "{}");
        ask("early", "now");
        untilSays("early", "Ready", "False PodsNotReady");

        assertThat(jobs("early")).isEmpty();

        untilReady("early");
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs("early")).hasSize(1));
    }

    @Test
    void aScheduleThatNobodyKeptIsOverdue() {
        namespace.apply("late", "garbageCollection: {schedule: '@daily', activeDeadline: 1h}");
        untilReady("late");
        untilSays("late", "GarbageCollected", "Unknown NotRunYet");

        operator.close();
        operator =
                new TestOperator(client, Set.of(namespace.name), Clock.offset(Clock.systemUTC(), Duration.ofHours(27)));

        untilSays("late", "GarbageCollected", "False CollectionOverdue", "describe cronjob late-registry-gc");
        assertThat(namespace.says("late", "Ready")).startsWith("True");
    }

    @Test
    void aStoppedRegistryIsNotAskedToCollect() {
        namespace.apply("stopped", "replicas: 0");

        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(cronJob("stopped").getSpec().getSuspend()).isTrue());
    }

    private void ask(String registry, String value) {
        client.resources(Registry.class)
                .inNamespace(namespace.name)
                .withName(registry)
                .edit(found -> {
                    found.getMetadata().setAnnotations(Map.of("berth.dev/collect-garbage", value));
                    return found;
                });
    }

    private List<Job> jobs(String registry) {
        return client.batch().v1().jobs().inNamespace(namespace.name).list().getItems().stream()
                .filter(job -> job.getMetadata().getName().startsWith(registry + "-registry-gc-"))
                .toList();
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
