package dev.berth.registry.catalog;

import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Walks the repositories in the order of their path components, as a folder tree lists them.
@Singleton
public final class Catalog {
    private final Storage storage;

    public Catalog(Storage storage) {
        this.storage = storage;
    }

    /// At most `limit` of the visible names that come after `last`; an empty `last` is before all.
    public List<RepositoryName> after(String last, int limit, Predicate<RepositoryName> visible) {
        var found = new ArrayList<RepositoryName>();
        if (limit > 0) {
            walk("", last, name -> {
                if (order(name.value(), last) > 0 && visible.test(name)) {
                    found.add(name);
                }
                return found.size() < limit;
            });
        }
        return found;
    }

    /// Shows every repository to the visitor until it answers false.
    public void walk(Predicate<RepositoryName> visitor) {
        walk("", "", visitor);
    }

    /// Leaves out the folders that end before `last`, so that a late page costs no more than an early one.
    private boolean walk(String parent, String last, Predicate<RepositoryName> visitor) {
        var folder = parent.isEmpty() ? Layout.repositories() : Layout.repository(RepositoryName.parse(parent));
        for (var entry : storage.list(folder)) {
            var path = parent.isEmpty() ? entry.name() : parent + "/" + entry.name();
            if (mayHoldRepositories(entry, path) && !endsBefore(last, path) && !visit(path, last, visitor)) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsBefore(String last, String path) {
        return order(path, last) < 0 && !last.startsWith(path + "/");
    }

    private boolean visit(String path, String last, Predicate<RepositoryName> visitor) {
        var name = RepositoryName.parse(path);
        var isRepository = storage.list(Layout.repository(name)).stream()
                .anyMatch(entry -> entry.name().equals("_manifests"));
        return (!isRepository || visitor.test(name)) && walk(path, last, visitor);
    }

    private static boolean mayHoldRepositories(StorageEntry entry, String path) {
        return entry.folder() && RepositoryName.isValid(path);
    }

    /// A slash sorts before all other characters, so that a repository is followed by those below it.
    private static int order(String name, String other) {
        return name.replace('/', '\0').compareTo(other.replace('/', '\0'));
    }
}
