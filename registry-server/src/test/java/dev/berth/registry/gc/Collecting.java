package dev.berth.registry.gc;

import dev.berth.registry.quotas.QuotasConfig;
import dev.berth.registry.retention.LastPulls;
import dev.berth.registry.retention.Retention;
import dev.berth.registry.retention.RetentionConfig;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.tags.ImmutableTags;
import dev.berth.registry.tags.Tags;
import java.time.Clock;

/// Runs collections to their end.
public final class Collecting {
    private Collecting() {}

    public static CollectionReport collect(Storage storage, CollectionRequest request) {
        return collect(storage, request, RetentionConfig.none());
    }

    /// Although another may be collecting: its lease is on another storage.
    public static CollectionReport collectBeside(Storage storage, CollectionRequest request, Storage leases) {
        var collection = collection(storage, request);
        try (var lease = CollectorLease.acquire(leases).orElseThrow()) {
            collection.run(lease);
        }
        return collection.report();
    }

    public static CollectionReport collect(Storage storage, CollectionRequest request, RetentionConfig retention) {
        return collect(storage, request, retention, Pressure.none(storage));
    }

    static CollectionReport collect(
            Storage storage, CollectionRequest request, RetentionConfig retention, Pressure pressure) {
        var collection = collection(storage, request, retention);
        try (var lease = CollectorLease.acquire(storage).orElseThrow()) {
            collection.run(lease, new Circumstances(QuotasConfig.none(), pressure));
        }
        return collection.report();
    }

    /// One that has not begun.
    static GarbageCollection collection(Storage storage, CollectionRequest request) {
        return collection(storage, request, RetentionConfig.none());
    }

    private static GarbageCollection collection(Storage storage, CollectionRequest request, RetentionConfig retention) {
        var tags = new Tags(storage, new Links(storage), ImmutableTags.none());
        var sweep = new TagSweep(new Retention(retention, tags, new LastPulls(retention, storage)), tags);
        return new GarbageCollection(request, storage, Clock.systemUTC(), sweep);
    }
}
