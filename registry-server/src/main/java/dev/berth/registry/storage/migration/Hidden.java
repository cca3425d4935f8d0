package dev.berth.registry.storage.migration;

import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What was removed since the migration began, so that the old storage doesn't bring it back. Each is an object of its
/// own in the new storage, whose path is that of what is hidden, and all are known by heart: one process migrates.
final class Hidden {
    private static final String MARK = "_hidden";
    private final Storage storage;
    private final Set<StorageKey> keys = ConcurrentHashMap.newKeySet();

    Hidden(Storage storage) {
        this.storage = storage;
        read(Layout.hidden());
    }

    private void read(StorageKey folder) {
        for (StorageEntry entry : storage.list(folder)) {
            if (entry.folder()) {
                read(folder.child(entry.name()));
            } else if (entry.name().equals(MARK)) {
                List<String> path = folder.segments();
                keys.add(new StorageKey(path.subList(Layout.hidden().segments().size(), path.size())));
            }
        }
    }

    /// Survives a power cut when it returns.
    void add(StorageKey key) {
        if (!covers(key)) {
            storage.write(Layout.hidden().children(key.segments()).child(MARK), new byte[0]);
            keys.add(key);
        }
    }

    /// Whether the key, or a folder that it is in, was removed.
    boolean covers(StorageKey key) {
        if (keys.isEmpty()) {
            return false;
        }
        List<String> path = new ArrayList<>();
        for (String segment : key.segments()) {
            path.add(segment);
            if (keys.contains(new StorageKey(path))) {
                return true;
            }
        }
        return false;
    }
}
