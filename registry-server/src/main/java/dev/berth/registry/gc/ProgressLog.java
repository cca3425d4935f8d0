package dev.berth.registry.gc;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows how far a collection is, every half minute until it is closed.
public record ProgressLog(ScheduledExecutorService timer) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);

    /// A line of the server's log.
    static ProgressLog of(GarbageCollection collection) {
        return of(collection, ProgressLog::tell);
    }

    public static ProgressLog of(GarbageCollection collection, Consumer<CollectionReport> listener) {
        return every(PERIOD, collection, listener);
    }

    static ProgressLog every(Duration period, GarbageCollection collection, Consumer<CollectionReport> listener) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("gc-progress").factory());
        var _ = timer.scheduleWithFixedDelay(
                () -> listener.accept(collection.report()),
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
        return new ProgressLog(timer);
    }

    private static void tell(CollectionReport report) {
        LOG.atInfo()
                .addKeyValue("id", report.id())
                .addKeyValue("phase", report.phase())
                .addKeyValue("repositories", report.repositories())
                .addKeyValue("manifests", report.manifests())
                .addKeyValue("scannedBlobs", report.scannedBlobs())
                .addKeyValue("condemnedBlobs", report.condemnedBlobs())
                .addKeyValue("removedBlobs", report.removedBlobs())
                .addKeyValue("freedBytes", report.freedBytes())
                .addKeyValue("seconds", report.seconds())
                .log("Garbage collection goes on");
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
