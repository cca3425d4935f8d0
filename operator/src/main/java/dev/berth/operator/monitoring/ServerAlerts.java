package dev.berth.operator.monitoring;

import dev.berth.operator.monitoring.Alert.Severity;
import dev.berth.operator.monitoring.Alert.Text;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.schedule.CronSchedule;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The alerts of one Registry, over the metrics that its PodMonitor brings.
public final class ServerAlerts extends PrometheusObject {
    private static final Duration CERTIFICATE_LEFT = Duration.ofDays(14);

    public ServerAlerts() {
        super("PrometheusRule");
    }

    @Override
    Map<String, Object> spec(RegistryPlan plan) {
        Map<String, String> labels = Map.of(
                "namespace", plan.names().namespace(), "registry", plan.names().registry());
        List<Map<String, Object>> rules =
                alerts(plan).stream().map(alert -> alert.rendered(labels)).toList();
        return Map.of(
                "groups",
                List.of(new TreeMap<>(Map.of("name", "berth-" + plan.names().registry(), "rules", rules))));
    }

    private static List<Alert> alerts(RegistryPlan plan) {
        List<Alert> alerts = new ArrayList<>();
        if (plan.spec().replicas() > 0) {
            alerts.add(down(plan));
        }
        alerts.add(failed(plan));
        if (expectsCollections(plan)) {
            alerts.add(overdue(plan));
        }
        alerts.add(damaged(plan));
        if (plan.spec().quotas() != null) {
            alerts.add(quotaNearlyUsed(plan));
        }
        alerts.add(spaceLow(plan));
        if (plan.tls()) {
            alerts.add(certificateExpires(plan));
        }
        return alerts;
    }

    private static Alert down(RegistryPlan plan) {
        return new Alert(
                "BerthRegistryDown",
                "absent(" + metric(plan, "up") + " == 1)",
                "10m",
                Severity.CRITICAL,
                new Text(
                        "No pod of registry " + registry(plan) + " answers Prometheus",
                        "Pulls fail, and pods that need them do not start. " + describe(plan)));
    }

    /// A counter that shows itself with its first value has no increase then, so the difference is taken by hand.
    private static Alert failed(RegistryPlan plan) {
        String failures = "registry_gc_runs_total{job=\"" + job(plan) + "\",state=\"Failed\"}";
        return new Alert(
                "BerthCollectionFailed",
                "sum(" + failures + ") > (sum(" + failures + " offset 2h) or vector(0))",
                "0m",
                Severity.WARNING,
                new Text(
                        "A garbage collection of registry " + registry(plan) + " failed",
                        "Nothing is lost, but no space is freed. " + describe(plan)
                                + " The condition GarbageCollected names the Job with the log."));
    }

    private static boolean expectsCollections(RegistryPlan plan) {
        var wanted = plan.spec().garbageCollection();
        return !wanted.suspend()
                && !plan.moving()
                && plan.spec().replicas() > 0
                && CronSchedule.fault(wanted.schedule()) == null;
    }

    private static Alert overdue(RegistryPlan plan) {
        Duration longest = CronSchedule.parse(plan.spec().garbageCollection().schedule(), ZoneOffset.UTC)
                .longestPause()
                .plus(plan.collectionStartsWithin())
                .plus(plan.collectionTakesAtMost());
        return new Alert(
                "BerthCollectionOverdue",
                "time() - (max(" + metric(plan, "registry_gc_last_success_timestamp_seconds") + " > 0) or min("
                        + metric(plan, "process_start_time_seconds") + ")) > " + longest.toSeconds(),
                "5m",
                Severity.WARNING,
                new Text(
                        "No garbage collection of registry " + registry(plan) + " has succeeded in time",
                        "See `kubectl describe cronjob -n " + plan.names().namespace() + " "
                                + plan.names().cronJob() + "` for why none started."));
    }

    private static Alert damaged(RegistryPlan plan) {
        return new Alert(
                "BerthDamageFound",
                "max(" + metric(plan, "registry_scrub_unhealed_blobs") + ") > 0",
                "0m",
                Severity.CRITICAL,
                new Text(
                        "Registry " + registry(plan) + " holds {{ $value }} blobs that are damaged",
                        "Pulls of the images that name them fail. The logs of the pods name the blobs: push these images"
                                + " again, which heals them, and look for the cause in the storage."));
    }

    private static Alert quotaNearlyUsed(RegistryPlan plan) {
        return new Alert(
                "BerthQuotaNearlyUsed",
                "max by (quota) (" + share(plan, "bytes") + ") > 0.9 or max by (quota) (" + share(plan, "tags")
                        + ") > 0.9",
                "15m",
                Severity.WARNING,
                new Text(
                        "A quota of registry " + registry(plan)
                                + " is used by more than nine tenths: {{ $labels.quota }}",
                        "Pushes beyond it are refused. Delete tags, add a rule to spec.retention, or raise spec.quotas."));
    }

    private static String share(RegistryPlan plan, String what) {
        return metric(plan, "registry_quota_used_" + what) + " / (" + metric(plan, "registry_quota_limit_" + what)
                + " > 0)";
    }

    private static Alert spaceLow(RegistryPlan plan) {
        return new Alert(
                "BerthStorageNearlyFull",
                "min(" + metric(plan, "registry_storage_free_bytes") + ") / min("
                        + metric(plan, "registry_storage_total_bytes") + ") < 0.1",
                "15m",
                Severity.WARNING,
                new Text(
                        "Less than a tenth of the storage of registry " + registry(plan) + " is free",
                        "Raise spec.storage.persistentVolumeClaim.size, let spec.retention remove tags, or collect"
                                + " garbage now with the annotation berth.dev/collect-garbage."));
    }

    private static Alert certificateExpires(RegistryPlan plan) {
        return new Alert(
                "BerthCertificateExpires",
                "min(" + metric(plan, "registry_tls_certificate_not_after_timestamp_seconds") + ") - time() < "
                        + CERTIFICATE_LEFT.toSeconds(),
                "1h",
                Severity.WARNING,
                new Text(
                        "The certificate of registry " + registry(plan) + " ends in less than "
                                + CERTIFICATE_LEFT.toDays() + " days",
                        plan.selfSigned()
                                ? "The operator renews it a month before its end; see whether the operator runs."
                                : "Put a renewed certificate into the Secret of spec.tls.secretRef."));
    }

    private static String describe(RegistryPlan plan) {
        return "See `kubectl describe registry -n " + plan.names().namespace() + " "
                + plan.names().registry() + "`.";
    }

    private static String registry(RegistryPlan plan) {
        return plan.names().namespace() + "/" + plan.names().registry();
    }

    private static String metric(RegistryPlan plan, String name) {
        return name + "{job=\"" + job(plan) + "\"}";
    }

    /// What the Prometheus operator calls the targets of a PodMonitor.
    private static String job(RegistryPlan plan) {
        return plan.names().namespace() + "/" + plan.names().base();
    }
}
