package dev.berth.registry.gc;

import dev.berth.registry.gc.CollectionReport.State;
import dev.berth.registry.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/// Tells when a collection last succeeded and what it brought.
@Singleton
final class CollectionMetrics {
    private final MeterRegistry meters;
    private volatile double lastSuccess;
    private volatile double lastSeconds;

    CollectionMetrics(MeterRegistry meters) {
        this.meters = meters;
        Metric.GC_LAST_SUCCESS.gauge(meters, this, m -> m.lastSuccess);
        Metric.GC_LAST_DURATION.gauge(meters, this, m -> m.lastSeconds);
    }

    void remember(CollectionReport report) {
        restore(report);
        Metric.GC_RUNS.counter(meters, report.state().name()).increment();
        if (!report.dryRun()) {
            Metric.GC_FREED_BYTES.counter(meters).increment((double) report.freedBytes());
            Metric.GC_REMOVED_BLOBS.counter(meters).increment((double) report.removedBlobs());
        }
    }

    /// As after a restart: the times of the last run, which counters of this process know nothing of.
    void restore(CollectionReport report) {
        lastSeconds = report.seconds();
        if (report.state() == State.Succeeded) {
            lastSuccess = Optional.ofNullable(report.finishedAt())
                    .map(time -> Instant.parse(time).getEpochSecond())
                    .orElse(0L);
        }
    }
}
