package dev.berth.registry.storage.migration;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StorageSpace;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.StoredObject;
import dev.berth.registry.storage.UploadStorage;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The new storage, with what only the old one has seen through it. All that is written goes to the new one; what is
/// there hides its namesake in the old. Once everything was copied the old one is forgotten:
/// ```
///  read:   new ──not there──► old, unless hidden
///  write:  new
///  remove: hide in old, then remove in new
/// ```
public final class MigratingStorage implements Storage {
    private static final int SMALL = 64 << 20;
    private final Storage present;
    private final MigratingCondemned condemned;
    private final AtomicLong changes = new AtomicLong();

    /// Removals and rescues share it; the copying of one small object, and the end, have it alone.
    private final ReadWriteLock removals = new ReentrantReadWriteLock();

    private volatile @Nullable FormerStorage former;

    public MigratingStorage(Storage former, Storage present) {
        this.present = present;
        this.former = new FormerStorage(former, new Hidden(present));
        this.condemned = new MigratingCondemned(present.condemned(), this);
    }

    Storage present() {
        return present;
    }

    /// Empty once everything was copied.
    Optional<FormerStorage> former() {
        return Optional.ofNullable(former);
    }

    /// Takes back what a collection condemned in the old storage, where the copying may have been already.
    boolean rescueFormer(StorageKey key) {
        return withCopyingHeld(() -> {
            boolean rescued = former().filter(old -> old.rescue(key)).isPresent();
            if (rescued) {
                changes.incrementAndGet();
            }
            return rescued;
        });
    }

    /// How often the old storage got something that it may not have had when it was looked at.
    long changes() {
        return changes.get();
    }

    /// Everything is in the new storage, unless the old one has changed since. False when it has.
    boolean forgetFormer(long changesSeen) {
        removals.writeLock().lock();
        try {
            if (changes.get() == changesSeen) {
                former = null;
            }
            return former == null;
        } finally {
            removals.writeLock().unlock();
        }
    }

    @Override
    public Optional<StoredObject> stat(StorageKey key) {
        return present.stat(key).or(() -> former().flatMap(old -> old.stat(key)));
    }

    @Override
    public Optional<StoredContent> open(StorageKey key) {
        return present.open(key).or(() -> former().flatMap(old -> old.open(key)));
    }

    @Override
    public void write(StorageKey key, byte[] content) {
        present.write(key, content);
    }

    @Override
    public boolean create(StorageKey key, byte[] content) {
        return former().flatMap(old -> old.stat(key)).isEmpty() && present.create(key, content);
    }

    /// Those that were under way in the old storage begin anew.
    @Override
    public UploadStorage uploads() {
        return present.uploads();
    }

    /// Of what only the old storage has clients are not told where it lies.
    @Override
    public Optional<URI> address(StorageKey key) {
        return former().isEmpty() || present.stat(key).isPresent() ? present.address(key) : Optional.empty();
    }

    @Override
    public Map<String, Boolean> capabilities() {
        return present.capabilities();
    }

    @Override
    public String driver() {
        return present.driver();
    }

    /// Out of the old storage come small objects, and content that is set aside for its damage: the old storage keeps
    /// that as it is.
    @Override
    public void move(StorageKey from, StorageKey to) {
        Optional<FormerStorage> old = former().filter(each -> each.stat(from).isPresent());
        if (present.stat(from).isPresent() || old.isEmpty()) {
            present.move(from, to);
            return;
        }
        try (var content = old.get().open(from).orElseThrow(() -> vanished(from))) {
            if (content.size() <= SMALL) {
                present.write(to, content.readAll(SMALL));
            }
        }
        old.get().hide(from);
    }

    @Override
    public void delete(StorageKey key) {
        withCopyingHeld(() -> {
            former().filter(old -> isThere(old, key)).ifPresent(old -> old.hide(key));
            present.delete(key);
            return true;
        });
    }

    private static boolean isThere(FormerStorage old, StorageKey key) {
        return old.stat(key).isPresent()
                || old.statCondemned(key).isPresent()
                || !old.list(key).isEmpty()
                || !old.listCondemned(key).isEmpty();
    }

    /// One process migrates, in which a tag is pushed and removed by one request at a time.
    @Override
    public boolean delete(StorageKey key, StoredObject seen) {
        return withCopyingHeld(() -> deleteSeen(key, seen));
    }

    private boolean deleteSeen(StorageKey key, StoredObject seen) {
        Optional<FormerStorage> old = former().filter(each -> each.stat(key).isPresent());
        if (present.stat(key).isPresent()) {
            old.ifPresent(each -> each.hide(key));
            return present.delete(key, seen);
        }
        if (old.flatMap(each -> each.stat(key)).filter(seen::equals).isEmpty()) {
            return false;
        }
        old.ifPresent(each -> each.hide(key));
        return true;
    }

    private boolean withCopyingHeld(BooleanSupplier action) {
        removals.readLock().lock();
        try {
            return action.getAsBoolean();
        } finally {
            removals.readLock().unlock();
        }
    }

    /// Copies a small object of the old storage, if nobody has written or removed it since. True when it did.
    boolean createUnlessRemoved(StorageKey key, byte[] content) {
        removals.writeLock().lock();
        try {
            return former().filter(old -> old.shows(key)).isPresent() && present.create(key, content);
        } finally {
            removals.writeLock().unlock();
        }
    }

    @Override
    public void prune(StorageKey folder) {
        present.prune(folder);
    }

    /// What is in the old storage is copied, so it need not be young.
    @Override
    public boolean touch(StorageKey key) {
        return present.touch(key) || former().flatMap(old -> old.stat(key)).isPresent();
    }

    @Override
    public List<StorageEntry> list(StorageKey folder) {
        return union(present.list(folder), former().map(old -> old.list(folder)).orElse(List.of()));
    }

    /// In the order of their names, a folder for what is a folder in either.
    static List<StorageEntry> union(Collection<StorageEntry> some, Collection<StorageEntry> others) {
        if (others.isEmpty()) {
            return List.copyOf(some);
        }
        var entries = new TreeMap<String, StorageEntry>(Comparator.naturalOrder());
        some.forEach(entry -> entries.put(entry.name(), entry));
        others.forEach(entry -> entries.merge(entry.name(), entry, (one, other) -> one.folder() ? one : other));
        return List.copyOf(entries.values());
    }

    @Override
    public Instant now() {
        return present.now();
    }

    @Override
    public Condemned condemned() {
        return condemned;
    }

    @Override
    public Optional<StorageSpace> space() {
        return present.space();
    }

    /// For content that has vanished between two looks.
    private static StorageException vanished(StorageKey key) {
        return new StorageException("migration: " + key + " has vanished from the storage that is left");
    }
}
