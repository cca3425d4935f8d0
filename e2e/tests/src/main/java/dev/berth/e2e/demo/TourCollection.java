package dev.berth.e2e.demo;

import dev.berth.e2e.kubernetes.Kubectl;
import dev.berth.e2e.kubernetes.RegistryResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;

/// One run of a Registry's garbage collection, outside its schedule.
public record TourCollection(KubernetesClient client, Kubectl kubectl, Steps steps) {

    /// Returns the bytes that the run freed, as the Registry's status says.
    public long run(RegistryResource registry) {
        var minAge = registry.value("spec", "garbageCollection", "minAge").orElseThrow();
        var hold = registry.value("spec", "garbageCollection", "hold").orElseThrow();
        steps.detail("spec.garbageCollection keeps data for minAge %s and hold %s; set to 1s and 0s for this run"
                .formatted(minAge, hold));
        setAges(registry, "1s", "0s");
        var job = "collect-" + Long.toString(System.nanoTime(), 36);
        startJob(registry, job);
        var freed = awaitFreed(registry, job);
        setAges(registry, minAge, hold);
        return freed;
    }

    private void setAges(RegistryResource registry, String minAge, String hold) {
        registry.patch(
                "{\"spec\":{\"garbageCollection\":{\"minAge\":\"%s\",\"hold\":\"%s\"}}}".formatted(minAge, hold));
        client.batch()
                .v1()
                .cronjobs()
                .inNamespace(registry.names().namespace())
                .withName(registry.names().collector())
                .waitUntilCondition(cronJob -> cronJob != null && asksFor(cronJob, minAge), 2, TimeUnit.MINUTES);
    }

    private static boolean asksFor(CronJob cronJob, String age) {
        var container = cronJob.getSpec()
                .getJobTemplate()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        return container.getArgs().contains(age) || container.getArgs().contains("--min-age=" + age);
    }

    private void startJob(RegistryResource registry, String job) {
        var namespace = registry.names().namespace();
        steps.detail(kubectl.run(
                        "create",
                        "job",
                        job,
                        "-n",
                        namespace,
                        "--from=cronjob/" + registry.names().collector())
                .strip());
        client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(job)
                .waitUntilCondition(TourCollection::isFinished, 5, TimeUnit.MINUTES);
        steps.detail(kubectl.run("logs", "-n", namespace, "job/" + job).strip());
    }

    private static boolean isFinished(Job job) {
        return job != null
                && job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getStatus().equals("True")
                                && (c.getType().equals("Complete")
                                        || c.getType().equals("Failed")));
    }

    private long awaitFreed(RegistryResource registry, String job) {
        var after = registry.await(found -> isTold(found, job));
        if (!(after.get("status", "lastGarbageCollection", "freedBytes") instanceof Number freed)) {
            throw new IllegalStateException("the garbage collection of Job " + job + " did not succeed; status says "
                    + after.get("status", "lastGarbageCollection"));
        }
        steps.detail("the Registry's status says: %.1f MiB freed".formatted(freed.longValue() / 1048576.0));
        return freed.longValue();
    }

    private static boolean isTold(GenericKubernetesResource registry, String job) {
        return job.equals(registry.get("status", "lastGarbageCollection", "job"))
                && ("Failed".equals(registry.get("status", "lastGarbageCollection", "result"))
                        || registry.get("status", "lastGarbageCollection", "freedBytes") != null);
    }
}
