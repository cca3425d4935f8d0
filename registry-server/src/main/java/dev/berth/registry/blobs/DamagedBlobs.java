package dev.berth.registry.blobs;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.StoredObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Content that is not what its name says. It is moved aside and never removed, for it may be the only copy.
@Singleton
public final class DamagedBlobs {
    private static final int READ = 256 << 10;
    private final Storage storage;
    private final DigestLocks locks;
    private final Clock clock;

    public DamagedBlobs(Storage storage, DigestLocks locks, Clock clock) {
        this.storage = storage;
        this.locks = locks;
        this.clock = clock;
    }

    /// What the stored content really is, by reading all of it. Empty when there is none.
    public Optional<Digest> actual(Digest name) {
        return actual(name, Layout.blobData(name), _ -> {});
    }

    /// Tells the pace how many bytes each piece had; what that throws ends the reading.
    private Optional<Digest> actual(Digest name, StorageKey key, IntConsumer pace) {
        try (var content = storage.open(key).orElse(null)) {
            return content == null ? Optional.empty() : Optional.of(hash(name, content, pace));
        } catch (IOException e) {
            throw StorageException.of("cannot read the blob " + name, e);
        }
    }

    private static Digest hash(Digest name, StoredContent content, IntConsumer pace) throws IOException {
        var hash = name.algorithm().newMessageDigest();
        var buffer = ByteBuffer.allocate(READ);
        long position = 0;
        for (int count; (count = content.read(buffer.clear(), position)) >= 0; position += count) {
            hash.update(buffer.flip());
            pace.accept(count);
        }
        return Digest.ofHash(name.algorithm(), hash.digest());
    }

    /// True when there is content, of another size.
    public boolean hasOtherSize(Digest name, long size) {
        return storage.stat(Layout.blobData(name))
                .filter(data -> data.size() != size)
                .isPresent();
    }

    /// False when it is sound. Reads without a lock, so content that was replaced meanwhile is left alone.
    public boolean setAsideWhenDamaged(Digest name) {
        Optional<StoredObject> read = storage.stat(Layout.blobData(name));
        if (actual(name).filter(name::equals).isPresent()) {
            return false;
        }
        try (var _ = locks.exclusive(name)) {
            if (read.isPresent() && read.equals(storage.stat(Layout.blobData(name)))) {
                setAside(name);
            }
        }
        return true;
    }

    /// Where damaged content went. Empty when it is sound, gone, or was replaced while it was read. Locks keep this
    /// process from replacing it while it is moved; what another one put there by then is found to be sound and is
    /// put back.
    public Optional<StorageKey> quarantine(Digest name, IntConsumer pace) {
        StorageKey data = Layout.blobData(name);
        Optional<StoredObject> read = storage.stat(data);
        if (actual(name, data, pace).filter(actual -> !actual.equals(name)).isEmpty()) {
            return Optional.empty();
        }
        StorageKey aside;
        try (var _ = locks.exclusive(name)) {
            if (read.isEmpty() || !read.equals(storage.stat(data))) {
                return Optional.empty();
            }
            aside = setAside(name);
        }
        if (actual(name, aside, pace).filter(name::equals).isPresent()) {
            storage.move(aside, data);
            return Optional.empty();
        }
        return Optional.of(aside);
    }

    /// Where it went. For callers that know of no one else, or hold its exclusive lock.
    public StorageKey setAside(Digest name) {
        StorageKey aside = Layout.damaged(name, clock.instant());
        storage.move(Layout.blobData(name), aside);
        return aside;
    }
}
