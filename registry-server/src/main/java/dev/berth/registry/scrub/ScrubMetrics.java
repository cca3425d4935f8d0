package dev.berth.registry.scrub;

import dev.berth.registry.metrics.Metric;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.scrub.ScrubReport.State;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/// Tells what scrubs read and found, and what of it is not healed.
@Singleton
final class ScrubMetrics {
    private final MeterRegistry meters;
    private volatile double lastSuccess;
    private volatile double unhealed;
    private volatile double running;

    ScrubMetrics(MeterRegistry meters) {
        this.meters = meters;
        Metric.SCRUB_LAST_SUCCESS.gauge(meters, this, m -> m.lastSuccess);
        Metric.SCRUB_UNHEALED.gauge(meters, this, m -> m.unhealed);
        Metric.SCRUB_RUNNING.gauge(meters, this, m -> m.running);
        Metric.SCRUB_DAMAGED.counter(meters);
    }

    void running(boolean now) {
        running = now ? 1 : 0;
    }

    void found() {
        Metric.SCRUB_DAMAGED.counter(meters).increment();
    }

    /// A piece of so many bytes; none when a blob begins.
    void read(int bytes) {
        if (bytes > 0) {
            Metric.SCRUB_READ_BYTES.counter(meters).increment(bytes);
        } else {
            Metric.SCRUB_READ_BLOBS.counter(meters).increment();
        }
    }

    void remember(ScrubReport report, Storage storage) {
        if (report.state() == State.Succeeded) {
            lastSuccess = Optional.ofNullable(report.finishedAt())
                    .map(time -> (double) Instant.parse(time).getEpochSecond())
                    .orElse(0.0);
        }
        unhealed = report.damaged().stream()
                .flatMap(damage -> Digest.ifValid(damage.digest()).stream())
                .filter(digest -> storage.stat(Layout.blobData(digest)).isEmpty())
                .count();
    }
}
