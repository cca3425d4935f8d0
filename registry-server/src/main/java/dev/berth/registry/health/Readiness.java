package dev.berth.registry.health;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether requests should be sent here: storage took a write not long ago, and the server is not about to stop.
@Singleton
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    private final Storage storage;
    private final AtomicReference<String> problem = new AtomicReference<>("");
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("storage-probe").factory());
    private volatile boolean draining;

    Readiness(Storage storage, HealthConfig config) {
        this.storage = storage;
        if (config.storageProbed()) {
            long millis = config.interval().toMillis();
            var _ = clock.scheduleWithFixedDelay(this::probe, 0, millis, TimeUnit.MILLISECONDS);
        }
    }

    /// Fails when storage takes no write now: no reason to start at all.
    public void requireWritable() {
        storage.write(Layout.probe(), PROBE);
    }

    /// From now on the server is not ready.
    public void drain() {
        draining = true;
    }

    /// Empty when ready.
    Optional<String> problem() {
        return draining ? Optional.of("stopping") : Optional.of(problem.get()).filter(text -> !text.isEmpty());
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }

    private void probe() {
        String found = write();
        String before = problem.getAndSet(found);
        if (!found.isEmpty() && before.isEmpty()) {
            LOG.error("Not ready: {}", found);
        } else if (found.isEmpty() && !before.isEmpty()) {
            LOG.info("Ready again: storage takes writes");
        }
    }

    private String write() {
        try {
            storage.write(Layout.probe(), PROBE);
            return "";
        } catch (StorageException e) {
            return "storage cannot be written: " + e.getMessage();
        }
    }
}
