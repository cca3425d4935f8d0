package dev.berth.registry.storage.filesystem;

import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.StoredObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Condemned objects as files in a tree of their own, where each has a folder with a file for each time it was
/// condemned. To purge one is to remove that file's name: whoever takes the file back first has made it vain, whatever
/// happens to the object afterwards. It is condemned since its name says so, or since it was renamed, which file
/// systems remember: a collector may have slept in between.
final class CondemnedFiles implements Condemned {
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.(\\d{9})");
    private final FilesystemStorage storage;

    private record Condemnation(StorageKey file, StoredObject since) {}

    CondemnedFiles(FilesystemStorage storage) {
        this.storage = storage;
    }

    @Override
    public boolean condemn(StorageKey key) {
        var now = storage.now();
        var name = String.format(Locale.ROOT, "%d.%09d", now.getEpochSecond(), now.getNano());
        if (!storage.shift(key, Layout.condemned(key).child(name))) {
            return false;
        }
        storage.prune(key.parent());
        return true;
    }

    /// Young before it is seen again.
    @Override
    public boolean rescue(StorageKey key) {
        var file = latest(key).map(Condemnation::file);
        if (file.isEmpty() || !storage.touch(file.get()) || !storage.shiftBack(file.get(), key)) {
            return false;
        }
        storage.prune(Layout.condemned(key));
        return true;
    }

    @Override
    public Optional<StoredObject> stat(StorageKey key) {
        return latest(key).map(Condemnation::since);
    }

    /// A file keeps its time when it is renamed.
    @Override
    public Optional<Instant> promised(StorageKey key) {
        return latest(key).map(Condemnation::file).flatMap(storage::stat).map(StoredObject::modified);
    }

    @Override
    public Optional<StoredContent> open(StorageKey key) {
        return latest(key).map(Condemnation::file).flatMap(storage::open);
    }

    @Override
    public boolean purge(StorageKey key, Instant since) {
        var purged = all(key).filter(each -> each.since().modified().equals(since))
                .map(each -> storage.remove(each.file()))
                .reduce(false, Boolean::logicalOr);
        storage.prune(Layout.condemned(key));
        return purged;
    }

    @Override
    public List<StorageEntry> list(StorageKey folder) {
        return storage.list(Layout.condemnedFolder(folder));
    }

    /// Content that was uploaded anew may have been condemned again, beside the old.
    private Optional<Condemnation> latest(StorageKey key) {
        return all(key).max(Comparator.comparing(each -> each.since().modified()));
    }

    private Stream<Condemnation> all(StorageKey key) {
        var folder = Layout.condemned(key);
        return storage.names(folder).stream()
                .filter(name -> NAME.matcher(name).matches())
                .flatMap(name -> condemnation(folder.child(name)).stream());
    }

    private Optional<Condemnation> condemnation(StorageKey file) {
        var parts = NAME.matcher(file.name());
        var named = parts.matches()
                ? Instant.ofEpochSecond(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)))
                : Instant.MIN;
        return storage.renamed(file)
                .map(found -> new Condemnation(
                        file, found.modified().isAfter(named) ? found : new StoredObject(found.size(), named)));
    }
}
