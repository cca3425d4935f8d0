package dev.berth.registry.gc;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A line about a collection every half minute, until it is closed.
record ProgressLog(ScheduledExecutorService timer) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
    private static final int SECONDS = 30;

    static ProgressLog of(GarbageCollection collection) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("gc-progress").factory());
        var _ = timer.scheduleWithFixedDelay(() -> tell(collection.report()), SECONDS, SECONDS, TimeUnit.SECONDS);
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
