package dev.berth.registry.storage.migration;

import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;

/// Copies what a repository holds besides blobs: layer links, manifests' links, what lies beside the tree of
/// distribution, and the tags last.
final class RepositoryCopy {
    private static final int LARGEST = 1 << 20;
    private final MigratingStorage storage;
    private final FormerStorage former;
    private final MigrationProgress progress;
    private final Pace pace;

    RepositoryCopy(MigratingStorage storage, FormerStorage former, MigrationProgress progress, Pace pace) {
        this.storage = storage;
        this.former = former;
        this.progress = progress;
        this.pace = pace;
    }

    void copy(RepositoryName name) {
        copyAll(Layout.layers(name));
        copyAll(Layout.revisions(name));
        copyAll(Layout.referrers(name));
        copyAll(Layout.lastPulls(name));
        for (StorageEntry tag : former.list(Layout.tags(name))) {
            StorageKey folder = Layout.tags(name).child(tag.name());
            copyAll(folder.child("index"));
            copyAll(folder);
        }
    }

    private void copyAll(StorageKey folder) {
        for (StorageEntry entry : former.list(folder)) {
            StorageKey key = folder.child(entry.name());
            if (entry.folder()) {
                copyAll(key);
            } else {
                copyOne(key);
            }
        }
    }

    /// Never over what was written since, and never what is removed meanwhile.
    private void copyOne(StorageKey key) {
        pace.took(1);
        if (isThere(key)) {
            return;
        }
        try (StoredContent content = former.open(key).orElse(null)) {
            if (content == null) {
                return;
            }
            if (content.size() > LARGEST) {
                progress.problem(key + " is larger than anything of its kind and was left out");
            } else if (storage.createUnlessRemoved(key, content.readAll(LARGEST))) {
                progress.copiedLinks.incrementAndGet();
            }
        }
    }

    /// What a collection took out of sight comes back, for the old storage has it in sight.
    private boolean isThere(StorageKey key) {
        Storage present = storage.present();
        return present.stat(key).isPresent()
                || (Layout.isContent(key) && present.condemned().rescue(key));
    }
}
