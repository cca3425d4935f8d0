package dev.berth.registry.uploads;

import dev.berth.registry.blobs.Blobs;
import dev.berth.registry.blobs.Digests;
import dev.berth.registry.blobs.StoredBlob;
import dev.berth.registry.netty.BodySink;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.quotas.Quotas;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.UploadWriter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Upload sessions:
/// ```
/// start ──► open ──append──► open ──commit──► blob
///             └──cancel──► gone        └──digest differs──► gone
/// ```
/// All state is in the storage, so that any request may come after a restart, or to another replica.
@Singleton
final class Uploads {
    private static final int READ = 256 << 10;
    private final Storage storage;
    private final Blobs blobs;
    private final RunningHashes hashes;
    private final UploadLocks locks;
    private final Quotas quotas;

    Uploads(Storage storage, Blobs blobs, RunningHashes hashes, UploadLocks locks, Quotas quotas) {
        this.storage = storage;
        this.blobs = blobs;
        this.hashes = hashes;
        this.locks = locks;
        this.quotas = quotas;
    }

    /// Throws DENIED when content of that size, of that digest where the client names it, does not fit into the
    /// repository's quotas.
    void requireRoom(RepositoryName repository, long size, Optional<Digest> named) {
        quotas.requireRoom(repository, size, named);
    }

    /// An upload that does not fit gives its space back.
    private static void discardedWhenRefused(UploadWriter writer, Runnable question) {
        try {
            question.run();
        } catch (RegistryException e) {
            if (e.code() == ErrorCode.DENIED) {
                writer.discard();
            }
            throw e;
        }
    }

    /// Empty when the other repository does not hold the blob. Throws DENIED when it does not fit.
    Optional<StoredBlob> mount(RepositoryName into, RepositoryName from, Digest digest) {
        blobs.find(from, digest).ifPresent(blob -> quotas.take(into, blob.canonical(), blob.size()));
        return blobs.mount(into, from, digest);
    }

    Upload start(RepositoryName repository) {
        var upload = new Upload(repository, UploadId.random());
        storage.uploads().start(folder(upload));
        return upload;
    }

    /// How large the pieces must be, but for the last one.
    long smallestPiece() {
        return storage.uploads().smallestPiece();
    }

    /// How many bytes the upload holds. Throws BLOB_UPLOAD_UNKNOWN when there is no such upload.
    long size(Upload upload) {
        return storage.uploads().size(folder(upload)).orElseThrow(Uploads::unknown);
    }

    UploadLocks.Held lock(Upload upload) {
        return locks.lock(upload);
    }

    /// Adds a body and returns the new size. What arrived before a failure stays, unless the storage is full: then the
    /// upload gives its space back. The caller holds the lock.
    long append(Upload upload, UploadBody body) {
        try (var writer = open(upload, Optional.empty())) {
            discardedWhenRefused(writer, () -> body.requireStart(writer.size()));
            keep(upload, writer, receive(upload, writer, body));
            return writer.size();
        }
    }

    private UploadWriter open(Upload upload, Optional<StorageKey> target) {
        return storage.uploads().open(folder(upload), target).orElseThrow(Uploads::unknown);
    }

    /// The hash of all there is then, where it is known.
    private Optional<RunningHash> receive(Upload upload, UploadWriter writer, UploadBody body) {
        var hash = hashes.take(upload, writer.size());
        try {
            body.copy(new Sink(writer, hash));
            return hash;
        } catch (StorageException e) {
            if (e.isFull()) {
                writer.discard();
            }
            throw e;
        } catch (RegistryException e) {
            keep(upload, writer, hash);
            throw e;
        }
    }

    private void keep(Upload upload, UploadWriter writer, Optional<RunningHash> hash) {
        writer.keep(hash.map(RunningHash::soFar));
        hash.ifPresent(each -> hashes.keep(upload, each));
    }

    /// What comes in is hashed and stored, on the thread that read it from the socket.
    private static final class Sink implements BodySink {
        private final UploadWriter writer;
        private final Optional<RunningHash> hash;
        private final byte[] scratch = RunningHash.scratch();

        Sink(UploadWriter writer, Optional<RunningHash> hash) {
            this.writer = writer;
            this.hash = hash;
        }

        @Override
        public void write(ByteBuffer piece) throws IOException {
            hash.ifPresent(each -> each.update(piece, scratch));
            writer.write(piece);
        }

        @Override
        public CompletableFuture<?> room() {
            return writer.room();
        }
    }

    /// Adds a body and turns the upload into a blob of the repository. When the digest differs the upload is gone, as
    /// with distribution, so that the client starts anew. The caller holds the lock.
    long commit(Upload upload, Digest expected, UploadBody body) {
        var target = expected.algorithm() == DigestAlgorithm.SHA256
                ? Optional.of(Layout.blobData(expected))
                : Optional.<StorageKey>empty();
        try (var writer = open(upload, target)) {
            discardedWhenRefused(writer, () -> body.requireStart(writer.size()));
            var canonical = canonical(upload, writer, body);
            var actual = expected.algorithm() == DigestAlgorithm.SHA256
                    ? canonical
                    : rehash(upload, writer, expected.algorithm());
            if (!actual.equals(expected)) {
                writer.discard();
                throw RegistryException.of(
                        ErrorCode.DIGEST_INVALID,
                        "the content has another digest than the one named",
                        actual.toString());
            }
            var size = writer.size();
            discardedWhenRefused(writer, () -> quotas.take(upload.repository(), canonical, size));
            blobs.adopt(upload.repository(), writer::finish, new Digests(canonical, expected, size));
            return size;
        }
    }

    /// Reads the content anew only when nobody has hashed all of it on its way.
    private Digest canonical(Upload upload, UploadWriter writer, UploadBody body) {
        var before = writer.size();
        var hash = receive(upload, writer, body);
        return hash.map(RunningHash::finish)
                .or(() -> writer.digest().filter(_ -> writer.size() == before))
                .orElseGet(() -> rehash(upload, writer, DigestAlgorithm.SHA256));
    }

    private static Digest rehash(Upload upload, UploadWriter writer, DigestAlgorithm algorithm) {
        var hash = new RunningHash(algorithm);
        try (var content = writer.content()) {
            var scratch = RunningHash.scratch();
            var buffer = ByteBuffer.allocate(READ);
            while (content.read(buffer.clear(), hash.length()) >= 0) {
                hash.update(buffer.flip(), scratch);
            }
            return hash.finish();
        } catch (IOException e) {
            throw StorageException.of("cannot read upload " + upload.id() + " of " + upload.repository(), e);
        }
    }

    /// The caller holds the lock.
    void cancel(Upload upload) {
        size(upload);
        storage.uploads().remove(folder(upload));
    }

    private static RegistryException unknown() {
        return RegistryException.of(ErrorCode.BLOB_UPLOAD_UNKNOWN);
    }

    private static StorageKey folder(Upload upload) {
        return Layout.upload(upload.repository(), upload.id().value());
    }
}
