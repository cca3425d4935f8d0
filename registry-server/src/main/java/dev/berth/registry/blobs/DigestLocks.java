package dev.berth.registry.blobs;

import dev.berth.registry.oci.Digest;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/// Keeps requests of this process that write the same content and those that remove it apart. A push holds the shared
/// side of its digest; the deletion of a manifest, and whoever moves damaged content aside, the exclusive side. Both
/// are released by the thread that took them. Collectors take no locks: what they do can be undone.
@Singleton
public final class DigestLocks {
    private static final int STRIPES = 1024;
    private final List<ReadWriteLock> stripes = IntStream.range(0, STRIPES)
            .<ReadWriteLock>mapToObj(_ -> new ReentrantReadWriteLock())
            .toList();

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
        return () -> locks.reversed().forEach(Lock::unlock);
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
