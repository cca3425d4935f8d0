package dev.berth.registry.blobs;

import dev.berth.registry.oci.Digest;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Keeps the collector from removing a blob that a request is about to promise.
/// Requests hold the shared side of every digest they rely on; the collector holds the exclusive side of one
/// while it looks at the blob's age again and removes it. Both are released by the thread that took them.
@Singleton
public final class DigestLocks {
    private static final int STRIPES = 1024;
    private final List<ReadWriteLock> stripes = IntStream.range(0, STRIPES)
            .<ReadWriteLock>mapToObj(_ -> new ReentrantReadWriteLock())
            .toList();
    private volatile @Nullable Set<Digest> heldSinceWatch;

    /// Released by closing it.
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    public Held shared(Digest digest) {
        return shared(List.of(digest));
    }

    /// Takes the stripes in ascending order, so that two holders never wait for each other.
    public Held shared(Collection<Digest> digests) {
        var locks = digests.stream()
                .mapToInt(DigestLocks::stripe)
                .sorted()
                .distinct()
                .mapToObj(stripes::get)
                .map(ReadWriteLock::readLock)
                .toList();
        locks.forEach(Lock::lock);
        note(digests);
        return () -> locks.reversed().forEach(Lock::unlock);
    }

    private void note(Collection<Digest> digests) {
        Set<Digest> noted = heldSinceWatch;
        if (noted != null) {
            noted.addAll(digests);
        }
    }

    /// Starts noting every digest held shared, until the watch is closed; one watch at a time. Returns once all that
    /// was held before is released, so that what those holders wrote can be seen and what others rely on is noted.
    public Watch watch() {
        Set<Digest> noted = ConcurrentHashMap.newKeySet();
        heldSinceWatch = noted;
        stripes.forEach(DigestLocks::waitForHolders);
        return new Watch(noted);
    }

    private static void waitForHolders(ReadWriteLock stripe) {
        stripe.writeLock().lock();
        try {
            // whoever held it has let go
        } finally {
            stripe.writeLock().unlock();
        }
    }

    /// What was relied on since a collection began.
    public final class Watch implements AutoCloseable {
        private final Set<Digest> noted;

        private Watch(Set<Digest> noted) {
            this.noted = noted;
        }

        /// Certain only while the caller holds the exclusive side of the digest.
        public boolean heldSince(Digest digest) {
            return noted.contains(digest);
        }

        @Override
        public void close() {
            heldSinceWatch = null;
        }
    }

    /// Never take a second lock while holding this one.
    public Held exclusive(Digest digest) {
        var lock = stripes.get(stripe(digest)).writeLock();
        lock.lock();
        return lock::unlock;
    }

    private static int stripe(Digest digest) {
        return Math.floorMod(digest.hashCode(), STRIPES);
    }
}
