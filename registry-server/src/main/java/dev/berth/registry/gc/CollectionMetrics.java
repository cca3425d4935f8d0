package dev.berth.registry.gc;

import dev.berth.registry.gc.CollectionReport.State;
import dev.berth.registry.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Tells when a collection last succeeded and what it brought, and how the one stands that goes on.
@Singleton
final class CollectionMetrics {
    private final MeterRegistry meters;
    private volatile double lastSuccess;
    private volatile double lastSeconds;
    private volatile double lastSucceeded = Double.NaN;
    private volatile @Nullable GarbageCollection followed;

    CollectionMetrics(MeterRegistry meters) {
        this.meters = meters;
        Metric.GC_LAST_SUCCESS.gauge(meters, this, m -> m.lastSuccess);
        Metric.GC_LAST_DURATION.gauge(meters, this, m -> m.lastSeconds);
        Metric.GC_LAST_SUCCEEDED.gauge(meters, this, m -> m.lastSucceeded);
        for (Phase phase : Phase.values()) {
            Metric.GC_RUN_PHASE.gauge(meters, this, m -> m.read(r -> r.phase() == phase ? 1 : 0), phase.name());
        }
        Metric.GC_RUN_REPOSITORIES.gauge(meters, this, m -> m.read(CollectionReport::repositories));
        Metric.GC_RUN_MANIFESTS.gauge(meters, this, m -> m.read(CollectionReport::manifests));
        Metric.GC_RUN_SCANNED_BLOBS.gauge(meters, this, m -> m.read(CollectionReport::scannedBlobs));
        Metric.GC_RUN_CONDEMNED_BLOBS.gauge(meters, this, m -> m.read(CollectionReport::condemnedBlobs));
        Metric.GC_RUN_REMOVED_BLOBS.gauge(meters, this, m -> m.read(CollectionReport::removedBlobs));
        Metric.GC_FREED_BYTES.counter(meters);
        Metric.GC_REMOVED_BLOBS.counter(meters);
    }

    /// From now on the gauges of a run are those of this one.
    void follow(GarbageCollection collection) {
        followed = collection;
    }

    private double read(ToLongFunction<CollectionReport> part) {
        GarbageCollection collection = followed;
        return collection == null ? 0 : (double) part.applyAsLong(collection.report());
    }

    void remember(CollectionReport report) {
        restore(report);
        Metric.GC_RUNS.counter(meters, report.state().name()).increment();
        if (!report.dryRun()) {
            Metric.GC_FREED_BYTES.counter(meters).increment((double) report.freedBytes());
            Metric.GC_REMOVED_BLOBS.counter(meters).increment((double) report.removedBlobs());
        }
    }

    /// As after a restart: what is known of the last run, which counters of this process know nothing of.
    void restore(CollectionReport report) {
        lastSeconds = report.seconds();
        lastSucceeded = report.state() == State.Succeeded ? 1 : 0;
        if (report.state() == State.Succeeded) {
            lastSuccess = Optional.ofNullable(report.finishedAt())
                    .map(time -> Instant.parse(time).getEpochSecond())
                    .orElse(0L);
        }
    }
}
