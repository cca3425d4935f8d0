package dev.berth.registry.metrics;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageSpace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import java.util.function.ToLongFunction;

/// Tells the room on the storage, where it can be told.
@Context
final class SpaceMetrics {

    SpaceMetrics(MeterRegistry meters, Storage storage) {
        Metric.STORAGE_FREE.gauge(meters, storage, known -> read(known, StorageSpace::free));
        Metric.STORAGE_TOTAL.gauge(meters, storage, known -> read(known, StorageSpace::total));
        storage.capabilities()
                .forEach((name, has) -> Metric.STORAGE_CAPABILITY.gauge(meters, storage, _ -> has ? 1 : 0, name));
    }

    private static double read(Storage storage, ToLongFunction<StorageSpace> part) {
        try {
            return storage.space()
                    .map(space -> (double) part.applyAsLong(space))
                    .orElse(Double.NaN);
        } catch (StorageException e) {
            return Double.NaN;
        }
    }
}
