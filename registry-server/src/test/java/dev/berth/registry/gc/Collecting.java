package dev.berth.registry.gc;

import dev.berth.registry.retention.LastPulls;
import dev.berth.registry.retention.Retention;
import dev.berth.registry.retention.RetentionConfig;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.tags.ImmutableTags;
import dev.berth.registry.tags.Tags;
import java.time.Clock;

/// Runs collections to their end.
final class Collecting {
    private Collecting() {}

    static CollectionReport collect(Storage storage, CollectionRequest request) {
        return collect(storage, request, RetentionConfig.none());
    }

    static CollectionReport collect(Storage storage, CollectionRequest request, RetentionConfig retention) {
        var tags = new Tags(storage, new Links(storage), ImmutableTags.none());
        var sweep = new TagSweep(new Retention(retention, tags, new LastPulls(retention, storage)), tags);
        var collection = new GarbageCollection(request, storage, Clock.systemUTC(), sweep);
        try (var lease = CollectorLease.acquire(storage).orElseThrow()) {
            collection.run(lease);
        }
        return collection.report();
    }
}
