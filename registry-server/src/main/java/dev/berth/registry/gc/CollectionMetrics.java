package dev.berth.registry.gc;

import dev.berth.registry.gc.CollectionReport.State;
import io.micrometer.core.instrument.Gauge;
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
        Gauge.builder("registry_gc_last_success_timestamp_seconds", this, m -> m.lastSuccess)
                .register(meters);
        Gauge.builder("registry_gc_last_duration_seconds", this, m -> m.lastSeconds)
                .register(meters);
    }

    void remember(CollectionReport report) {
        restore(report);
        meters.counter("registry_gc_runs_total", "state", report.state().name()).increment();
        if (!report.dryRun()) {
            meters.counter("registry_gc_freed_bytes_total").increment((double) report.freedBytes());
            meters.counter("registry_gc_removed_blobs_total").increment((double) report.removedBlobs());
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
