package dev.berth.registry.quotas;

import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// The counts of one set of rules by their generations, the highest whole one of which holds, and the marks of
/// processes that may know more than they have written.
final class Counts {
    private static final String OPEN = "open";
    private final Storage storage;
    private final QuotasConfig config;
    private final StorageKey folder;

    Counts(Storage storage, QuotasConfig config) {
        this.storage = storage;
        this.config = config;
        this.folder = Layout.quotas().child(config.fingerprint());
    }

    OptionalLong latest() {
        return generations().stream()
                .mapToLong(Long::longValue)
                .filter(generation -> counted(generation).isWhole())
                .max();
    }

    Counted counted(long generation) {
        return new Counted(storage, folder.child(String.format(Locale.ROOT, "%018d", generation)));
    }

    /// Writes a new generation, which no other process has. The one before stays for those that read it now; what is
    /// older, and the counts of other rules, go.
    void publish(Counted.Count count) {
        long last = generations().stream().mapToLong(Long::longValue).max().orElse(0);
        long next = last + 1;
        while (!storage.create(counted(next).folder().child("claimed"), new byte[0])) {
            next++;
        }
        counted(next).write(count, config.rules().size());
        generations().stream()
                .filter(generation -> generation < last)
                .forEach(generation -> storage.delete(counted(generation).folder()));
        storage.list(Layout.quotas()).stream()
                .map(StorageEntry::name)
                .filter(name -> !name.equals(folder.name()))
                .forEach(name -> storage.delete(Layout.quotas().child(name)));
    }

    private List<Long> generations() {
        return storage.list(folder).stream()
                .map(StorageEntry::name)
                .filter(name -> name.matches("\\d{18}"))
                .map(Long::parseLong)
                .toList();
    }

    /// Says that the process may know more than it has written, or still does.
    void open(String process) {
        StorageKey mark = folder.child(OPEN, process);
        if (!storage.touch(mark)) {
            storage.write(mark, new byte[0]);
        }
    }

    void close(String process) {
        storage.delete(folder.child(OPEN, process));
    }

    /// Processes that ended without saying so: what they added last is not known.
    List<String> abandoned(Instant horizon) {
        return storage.list(folder.child(OPEN)).stream()
                .map(StorageEntry::name)
                .filter(process -> storage.stat(folder.child(OPEN, process))
                        .filter(mark -> mark.modified().isBefore(horizon))
                        .isPresent())
                .toList();
    }
}
