package dev.berth.registry.storage.s3;

import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.StoredObject;
import dev.berth.registry.storage.s3.Tombstone.Seen;
import dev.berth.registry.storage.s3.Tombstone.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Condemned objects stay where they are; a tombstone says that they are out of sight.
final class S3Condemned implements Condemned {
    private static final Duration SHORTEST_HOLD = Duration.ofMinutes(1);
    private static final Duration RESOLUTION = Duration.ofSeconds(2);
    private final S3Storage storage;
    private final Tombstones tombstones;
    private final Deletions deletions;

    S3Condemned(S3Storage storage, Tombstones tombstones, Deletions deletions) {
        this.storage = storage;
        this.tombstones = tombstones;
        this.deletions = deletions;
    }

    @Override
    public boolean condemn(StorageKey key) {
        return storage.stat(key)
                .filter(object -> tombstones.condemn(key, object.size()))
                .isPresent();
    }

    @Override
    public boolean rescue(StorageKey key) {
        return tombstones.rescue(key);
    }

    @Override
    public Optional<StoredObject> stat(StorageKey key) {
        return condemned(key).map(seen -> new StoredObject(seen.tombstone().size(), seen.since()));
    }

    private Optional<Seen> condemned(StorageKey key) {
        return tombstones.find(key).filter(seen -> seen.state() == State.CONDEMNED);
    }

    @Override
    public Optional<StoredContent> open(StorageKey key) {
        return condemned(key).flatMap(_ -> storage.openWherever(key));
    }

    @Override
    public boolean purge(StorageKey key, Instant since) {
        var seen = condemned(key).filter(each -> each.since().equals(since));
        return seen.isPresent() && deletions.delete(key, seen.get());
    }

    /// The memory of servers must be much shorter, however long a request takes.
    @Override
    public Duration shortestHold() {
        var memory = storage.bucket().config().limits().memory();
        if (memory.isZero()) {
            return Duration.ZERO;
        }
        var least = memory.multipliedBy(2).plusSeconds(30);
        return SHORTEST_HOLD.compareTo(least) > 0 ? SHORTEST_HOLD : least;
    }

    @Override
    public Duration resolution() {
        return RESOLUTION;
    }

    @Override
    public List<StorageEntry> list(StorageKey folder) {
        if (!Tombstones.concernChildrenOf(folder)) {
            return storage.list(Layout.condemnedFolder(folder));
        }
        return tombstones.in(folder).entrySet().stream()
                .filter(each -> each.getValue() == State.CONDEMNED)
                .map(each -> new StorageEntry(each.getKey(), true))
                .sorted(Comparator.comparing(StorageEntry::name))
                .toList();
    }
}
