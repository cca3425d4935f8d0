package dev.berth.registry.gc;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Storage;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a collection when the room runs out, at most once an hour: what one cannot free the next cannot either.
@Context
final class PressureWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PressureWatch.class);
    private static final int LOOK_SECONDS = 15;
    private static final long PAUSE_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Pressure pressure;
    private final CollectionConfig config;
    private final GarbageCollections collections;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pressure-watch").factory());
    private long lastStart = System.nanoTime() - PAUSE_NANOS;

    PressureWatch(CollectionConfig config, Storage storage, GarbageCollections collections) {
        this.config = config;
        this.pressure = new Pressure(config.startBelow(), storage);
        this.collections = collections;
        if (config.startBelow().isSet()) {
            var _ = timer.scheduleWithFixedDelay(this::look, 1, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        try {
            if (System.nanoTime() - lastStart >= PAUSE_NANOS && pressure.isOn() && !collections.areHeldBack()) {
                LOG.warn("Less than {} of the storage is free: garbage is collected", config.startBelow());
                if (collections.startUnderPressure(config.usual()).started()) {
                    lastStart = System.nanoTime();
                }
            }
        } catch (StorageException e) {
            LOG.error("The room on the storage cannot be watched", e);
        }
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}
