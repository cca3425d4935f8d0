package dev.berth.registry.storage.migration;

import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a registry reads through from the storage that it leaves. Nothing is ever removed there: what clients remove is
/// hidden from then on. Uploads, pins and what collections keep for themselves stay behind.
final class FormerStorage {
    private static final Set<String> OURS_THAT_MOVE = Set.of("referrers", "pulls", "notifications");
    private final Storage storage;
    private final Hidden hidden;

    FormerStorage(Storage storage, Hidden hidden) {
        this.storage = storage;
        this.hidden = hidden;
    }

    Optional<StoredObject> stat(StorageKey key) {
        return shows(key) ? storage.stat(key).filter(_ -> !hidden.covers(key)) : Optional.empty();
    }

    Optional<StoredContent> open(StorageKey key) {
        return shows(key) ? storage.open(key) : Optional.empty();
    }

    List<StorageEntry> list(StorageKey folder) {
        return hidden.covers(folder) ? List.of() : shown(folder, storage.list(folder));
    }

    List<StorageEntry> listCondemned(StorageKey folder) {
        return isCondemnable(folder) ? shown(folder, storage.condemned().list(folder)) : List.of();
    }

    private List<StorageEntry> shown(StorageKey folder, List<StorageEntry> entries) {
        return entries.stream()
                .filter(entry -> shows(folder.child(entry.name())))
                .toList();
    }

    Optional<StoredObject> statCondemned(StorageKey key) {
        return isCondemnable(key) ? storage.condemned().stat(key) : Optional.empty();
    }

    Optional<StoredContent> openCondemned(StorageKey key) {
        return isCondemnable(key) ? storage.condemned().open(key) : Optional.empty();
    }

    /// The one change that is made there: what a collection took out of sight comes back to who asks for it.
    boolean rescue(StorageKey key) {
        return isCondemnable(key) && storage.condemned().rescue(key);
    }

    /// From now on it is as if nothing was there, neither the object nor what a folder of this name holds.
    void hide(StorageKey key) {
        hidden.add(key);
    }

    boolean shows(StorageKey key) {
        return moves(key) && !hidden.covers(key);
    }

    private boolean isCondemnable(StorageKey key) {
        return Layout.isContent(key) && shows(key);
    }

    private static boolean moves(StorageKey key) {
        List<String> segments = key.segments();
        if (segments.getFirst().equals(Layout.OWN)) {
            return segments.size() < 2 || OURS_THAT_MOVE.contains(segments.get(1));
        }
        return !segments.contains("_uploads");
    }
}
