package dev.berth.registry.gc;

import dev.berth.registry.storage.Storage;
import java.time.Clock;

/// Runs collections to their end.
final class Collecting {
    private Collecting() {}

    static CollectionReport collect(Storage storage, CollectionRequest request) {
        var collection = new GarbageCollection(request, storage, Clock.systemUTC());
        try (var lease = CollectorLease.acquire(storage).orElseThrow()) {
            collection.run(lease);
        }
        return collection.report();
    }
}
