package dev.berth.operator.monitoring;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What the operator knows of its Registries, as metrics. Read from its cache at each scrape: what is no longer there
/// leaves no series behind.
public final class RegistrySeries implements MultiCollector {
    private volatile Supplier<Stream<Registry>> registries = Stream::empty;

    /// Begins to tell of these.
    public void follow(Supplier<Stream<Registry>> all) {
        registries = all;
    }

    @Override
    public MetricSnapshots collect() {
        GaugeSnapshot.Builder conditions = gauge("condition", "1 for the state that a condition of a Registry has.");
        GaugeSnapshot.Builder collected =
                gauge("last_collection_timestamp_seconds", "When the last garbage collection of a Registry ended.");
        GaugeSnapshot.Builder freed =
                gauge("last_collection_freed_bytes", "What the last garbage collection of a Registry freed.");
        GaugeSnapshot.Builder certificate =
                gauge("certificate_not_after_timestamp_seconds", "When the certificate of a Registry ends.");
        registries.get().forEach(registry -> {
            RegistryStatus status = registry.getStatus();
            if (status == null) {
                return;
            }
            conditions(status)
                    .forEach(condition -> conditions.dataPoint(point(
                            1,
                            labels(registry)
                                    .merge(Labels.of(
                                            "condition", condition.getType(), "status", condition.getStatus())))));
            RegistryStatus.GarbageCollection last = status.lastGarbageCollection();
            if (last != null && last.completionTime() != null) {
                collected.dataPoint(point(
                        seconds(last.completionTime()), labels(registry).merge(Labels.of("result", last.result()))));
            }
            if (last != null && last.freedBytes() != null) {
                freed.dataPoint(point(last.freedBytes(), labels(registry)));
            }
            if (status.certificate() != null) {
                certificate.dataPoint(point(seconds(status.certificate().notAfter()), labels(registry)));
            }
        });
        return new MetricSnapshots(conditions.build(), collected.build(), freed.build(), certificate.build());
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name("berth_registry_" + name).help(help);
    }

    private static List<Condition> conditions(RegistryStatus status) {
        return status.conditions() == null ? List.of() : status.conditions();
    }

    private static Labels labels(Registry registry) {
        return Labels.of(
                "registry_namespace",
                registry.getMetadata().getNamespace(),
                "registry",
                registry.getMetadata().getName());
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    private static double seconds(String time) {
        return Instant.parse(time).getEpochSecond();
    }
}
