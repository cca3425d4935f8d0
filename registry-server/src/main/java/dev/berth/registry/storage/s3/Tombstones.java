package dev.berth.registry.storage.s3;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.s3.Tombstone.Seen;
import dev.berth.registry.storage.s3.Tombstone.State;
import dev.berth.registry.storage.s3.bucket.Bucket;
import dev.berth.registry.storage.s3.bucket.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The tombstones of the bucket, and what they mean for those who write. That there is none at all is remembered for a
/// moment, which is safe as long as everything stays condemned for much longer (ADR 18).
final class Tombstones {
    /// A purge ends well within it, unless its collector died.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /// No write that takes less long can have been overtaken by a condemnation and its purge.
    private static final long QUICK_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Bucket bucket;
    private final long memoryNanos;
    private volatile Memory memory;

    /// What was known, and when it was asked.
    private record Memory(boolean none, long at) {}

    Tombstones(Bucket bucket) {
        this.bucket = bucket;
        this.memoryNanos = bucket.config().limits().memory().toNanos();
        this.memory = new Memory(false, System.nanoTime() - memoryNanos - 1);
    }

    /// Whether a collector may ever take this object out of sight: the content of blobs, and links to layers and
    /// manifests.
    static boolean concern(StorageKey key) {
        var names = key.segments();
        int last = names.size() - 1;
        if (last < 6 || !isTree(key)) {
            return false;
        }
        return names.get(3).equals("blobs")
                ? names.get(last).equals("data")
                : names.get(last).equals("link") && isLinks(names.get(last - 3));
    }

    /// Whether the folders in this one each hold one such object.
    static boolean concernChildrenOf(StorageKey folder) {
        var names = folder.segments();
        int size = names.size();
        return size >= 6 && isTree(folder) && (names.get(3).equals("blobs") ? size == 6 : isLinks(names.get(size - 2)));
    }

    private static boolean isTree(StorageKey key) {
        return key.segments().subList(0, 3).equals(Layout.blobs().parent().segments());
    }

    private static boolean isLinks(String name) {
        return name.equals("_layers") || name.equals("revisions");
    }

    static String path(StorageKey object) {
        return Layout.condemnedFolder(object).toString();
    }

    Optional<Seen> find(StorageKey object) {
        if (!concern(object) || areNone()) {
            return Optional.empty();
        }
        try (var open = bucket.get(path(object), 0, "").orElse(null)) {
            return open == null
                    ? Optional.empty()
                    : Optional.of(new Seen(Tombstone.parse(open.readAll()), open.object()));
        } catch (IOException e) {
            throw StorageException.unavailable("s3: cannot read the tombstone of " + object + ": " + e.getMessage(), e);
        }
    }

    private boolean areNone() {
        if (memoryNanos == 0) {
            return false;
        }
        long now = System.nanoTime();
        var known = memory;
        if (now - known.at() > memoryNanos) {
            known = new Memory(!bucket.hasAny(Layout.condemned() + "/"), now);
            memory = known;
        }
        return known.none();
    }

    /// The names in a folder whose objects have a tombstone, with its state.
    Map<String, State> in(StorageKey folder) {
        var states = new HashMap<String, State>();
        if (!areNone()) {
            for (var each :
                    bucket.list(Layout.condemnedFolder(folder) + "/", true).objects()) {
                int slash = each.name().indexOf('/');
                if (slash > 0) {
                    Tombstone.stateOf(each.object().size())
                            .ifPresent(state -> states.put(each.name().substring(0, slash), state));
                }
            }
        }
        return states;
    }

    boolean hide(StorageKey object) {
        return find(object).filter(seen -> seen.state().hides()).isPresent();
    }

    /// False when somebody else has made one, or one that is spent is still there.
    boolean condemn(StorageKey object, long size) {
        memory = new Memory(false, System.nanoTime());
        var found = find(object);
        if (found.isEmpty()) {
            return bucket.create(path(object), Tombstone.condemned(size).text()).isPresent();
        }
        return found.get().state() == State.RESCUED && change(object, found.get(), Tombstone.condemned(size));
    }

    boolean rescue(StorageKey object) {
        for (var seen = find(object); seen.isPresent() && seen.get().state() == State.CONDEMNED; seen = find(object)) {
            if (change(object, seen.get(), seen.get().tombstone().as(State.RESCUED))) {
                return true;
            }
        }
        return false;
    }

    /// Marks the tombstone of what was rescued, so that nobody uses it again. False when somebody has.
    boolean spend(StorageKey object) {
        return find(object)
                .filter(seen -> seen.state() == State.RESCUED)
                .filter(seen -> change(object, seen, seen.tombstone().as(State.SPENT)))
                .isPresent();
    }

    boolean startDeletion(StorageKey object, Seen seen) {
        return change(object, seen, seen.tombstone().as(State.DELETING));
    }

    /// An answer may get lost on its way: what is there then decides.
    private boolean change(StorageKey object, Seen seen, Tombstone next) {
        try {
            return bucket.replace(
                            path(object), Source.of(next.text()), seen.object().version())
                    .isPresent();
        } catch (StorageException e) {
            if (find(object).filter(now -> now.tombstone().equals(next)).isPresent()) {
                return true;
            }
            throw e;
        }
    }

    /// Lets an object be made, so that it is in sight afterwards and no deletion that began before meets it.
    void make(StorageKey object, Runnable step) {
        if (!concern(object)) {
            step.run();
            return;
        }
        while (true) {
            awaitDeletion(object);
            long start = System.nanoTime();
            step.run();
            rescue(object);
            var state = find(object).map(Seen::state);
            boolean overtaken = state.filter(each -> each == State.DELETING).isPresent();
            if (!overtaken && (isQuick(start) || bucket.head(object.toString()).isPresent())) {
                return;
            }
        }
    }

    private boolean isQuick(long start) {
        return memoryNanos > 0 && System.nanoTime() - start < QUICK_NANOS;
    }

    private void awaitDeletion(StorageKey object) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (find(object).filter(seen -> seen.state() == State.DELETING).isPresent()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw StorageException.unavailable("s3: the deletion of " + object + " has not ended yet", null);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
