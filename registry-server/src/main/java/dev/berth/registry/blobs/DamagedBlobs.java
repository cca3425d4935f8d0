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
        try (var content = storage.open(Layout.blobData(name)).orElse(null)) {
            return content == null ? Optional.empty() : Optional.of(hash(name, content));
        } catch (IOException e) {
            throw StorageException.of("cannot read the blob " + name, e);
        }
    }

    private static Digest hash(Digest name, StoredContent content) throws IOException {
        var hash = name.algorithm().newMessageDigest();
        var buffer = ByteBuffer.allocate(READ);
        long position = 0;
        for (int count; (count = content.read(buffer.clear(), position)) >= 0; position += count) {
            hash.update(buffer.flip());
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

    /// Where it went. For callers that know of no one else, or hold its exclusive lock.
    public StorageKey setAside(Digest name) {
        StorageKey aside = Layout.damaged(name, clock.instant());
        storage.move(Layout.blobData(name), aside);
        return aside;
    }
}
