package dev.berth.registry.storage.migration;

import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What collections took out of sight in either storage. Nothing more is condemned in the old one.
final class MigratingCondemned implements Condemned {
    private final Condemned present;
    private final MigratingStorage storage;

    MigratingCondemned(Condemned present, MigratingStorage storage) {
        this.present = present;
        this.storage = storage;
    }

    @Override
    public boolean condemn(StorageKey key) {
        return present.condemn(key);
    }

    @Override
    public boolean rescue(StorageKey key) {
        return present.rescue(key) || storage.rescueFormer(key);
    }

    @Override
    public Duration resolution() {
        return present.resolution();
    }

    @Override
    public Duration shortestHold() {
        return present.shortestHold();
    }

    @Override
    public Optional<StoredObject> stat(StorageKey key) {
        return present.stat(key).or(() -> storage.former().flatMap(old -> old.statCondemned(key)));
    }

    @Override
    public Optional<StoredContent> open(StorageKey key) {
        return present.open(key).or(() -> storage.former().flatMap(old -> old.openCondemned(key)));
    }

    @Override
    public boolean purge(StorageKey key, Instant since) {
        return present.purge(key, since);
    }

    @Override
    public List<StorageEntry> list(StorageKey folder) {
        return MigratingStorage.union(
                present.list(folder),
                storage.former().map(old -> old.listCondemned(folder)).orElse(List.of()));
    }
}
