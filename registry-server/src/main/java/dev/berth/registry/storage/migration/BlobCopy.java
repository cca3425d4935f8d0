package dev.berth.registry.storage.migration;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.UploadStorage;
import dev.berth.registry.storage.UploadWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Copies blobs whose content is what their name says, each as an upload of its own.
final class BlobCopy {
    private static final int PIECE = 256 << 10;
    private final MigratingStorage storage;
    private final Pace pace;
    private final LongConsumer copied;

    /// Tells the number of bytes of each blob that was copied.
    BlobCopy(MigratingStorage storage, Pace pace, LongConsumer copied) {
        this.storage = storage;
        this.pace = pace;
        this.copied = copied;
    }

    enum Outcome {
        COPIED,
        PRESENT,
        GONE,
        DAMAGED
    }

    Outcome copy(Digest digest, FormerStorage former) {
        StorageKey data = Layout.blobData(digest);
        try (StoredContent content = former.open(data).orElse(null)) {
            if (content == null) {
                return Outcome.GONE;
            }
            if (isThere(data, content.size())) {
                return Outcome.PRESENT;
            }
            return copy(content, digest) ? Outcome.COPIED : Outcome.DAMAGED;
        } catch (IOException e) {
            throw StorageException.of("migration: cannot copy the blob " + digest, e);
        }
    }

    /// What a collection took out of sight comes back, for the old storage has it in sight.
    private boolean isThere(StorageKey data, long size) {
        Storage present = storage.present();
        if (present.stat(data).isEmpty()) {
            present.condemned().rescue(data);
        }
        return present.stat(data).filter(there -> there.size() == size).isPresent();
    }

    private boolean copy(StoredContent content, Digest digest) throws IOException {
        StorageKey folder = Layout.incoming(digest);
        StorageKey data = Layout.blobData(digest);
        UploadStorage uploads = storage.present().uploads();
        uploads.remove(folder);
        uploads.start(folder);
        try (UploadWriter writer = uploads.open(folder, Optional.of(data))
                .orElseThrow(() -> new StorageException("migration: " + folder + " has vanished"))) {
            if (!digest.equals(write(content, writer, digest.algorithm()))) {
                writer.discard();
                return false;
            }
            writer.finish(data);
            copied.accept(content.size());
            return true;
        }
    }

    /// The digest of what was written, which ends where the content ends.
    private Digest write(StoredContent content, UploadWriter writer, DigestAlgorithm algorithm) throws IOException {
        MessageDigest hash = algorithm.newMessageDigest();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long position = 0;
        for (int count; (count = content.read(piece.clear(), position)) > 0; position += count) {
            hash.update(piece.flip().duplicate());
            writer.write(piece);
            writer.room().join();
            pace.took(count);
        }
        return Digest.ofHash(algorithm, hash.digest());
    }
}
