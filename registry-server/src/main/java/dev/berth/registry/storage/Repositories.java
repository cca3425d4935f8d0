package dev.berth.registry.storage;

import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Finds every folder that holds part of a repository, those without manifests too, which no catalog shows.
public final class Repositories {
    private static final Set<String> PARTS = Set.of("_manifests", "_layers", "_uploads");
    private final Storage storage;

    public Repositories(Storage storage) {
        this.storage = storage;
    }

    /// Fails when a folder holds manifests under a name that is none: what they name could not be known.
    public void forEach(Consumer<RepositoryName> visitor) {
        forEach(visitor, path -> {
            throw new StorageException(
                    "the folder \"" + path + "\" holds part of a repository, but is no repository's name");
        });
    }

    /// As the other, but shows such a folder to the second visitor.
    public void forEach(Consumer<RepositoryName> visitor, Consumer<String> strange) {
        walk(Layout.repositories(), "", path -> {
            if (RepositoryName.isValid(path)) {
                visitor.accept(RepositoryName.parse(path));
            } else {
                strange.accept(path);
            }
        });
    }

    private void walk(StorageKey folder, String path, Consumer<String> visitor) {
        boolean isRepository = false;
        for (StorageEntry entry : entries(folder)) {
            if (PARTS.contains(entry.name())) {
                isRepository = true;
            } else if (entry.folder() && !entry.name().startsWith("_")) {
                walk(folder.child(entry.name()), path.isEmpty() ? entry.name() : path + "/" + entry.name(), visitor);
            }
        }
        if (isRepository) {
            visitor.accept(path);
        }
    }

    /// A repository all of whose content is condemned may have no other folder left.
    private Set<StorageEntry> entries(StorageKey folder) {
        Set<StorageEntry> entries = new LinkedHashSet<>(storage.list(folder));
        entries.addAll(storage.condemned().list(folder));
        return entries;
    }
}
