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
import dev.berth.registry.storage.StoredAppender;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/// Upload sessions:
/// ```
/// start ──► open ──append──► open ──commit──► blob
///             └──cancel──► gone        └──digest differs──► gone
/// ```
/// All state is in files, so that any request may come after a restart, or to another replica.
@Singleton
final class Uploads {
    private final Storage storage;
    private final Blobs blobs;
    private final RunningHashes hashes;
    private final UploadLocks locks;
    private final Clock clock;
    private final Quotas quotas;

    Uploads(Storage storage, Blobs blobs, RunningHashes hashes, UploadLocks locks, Clock clock, Quotas quotas) {
        this.storage = storage;
        this.blobs = blobs;
        this.hashes = hashes;
        this.locks = locks;
        this.clock = clock;
        this.quotas = quotas;
    }

    /// Throws DENIED when content of that size, of that digest where the client names it, does not fit into the
    /// repository's quotas.
    void requireRoom(RepositoryName repository, long size, Optional<Digest> named) {
        quotas.requireRoom(repository, size, named);
    }

    /// As the other for what is to be added. An upload that does not fit gives its space back. The caller holds the
    /// lock.
    void requireRoom(Upload upload, long more, Optional<Digest> named) {
        removedWhenRefused(upload, () -> requireRoom(upload.repository(), size(upload) + more, named));
    }

    private void removedWhenRefused(Upload upload, Runnable question) {
        try {
            question.run();
        } catch (RegistryException e) {
            if (e.code() == ErrorCode.DENIED) {
                remove(upload);
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
        storage.append(data(upload), 0).close();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try (var startedAt =
                storage.append(Layout.uploadStartedAt(repository, upload.id().value()), 0)) {
            startedAt.write(ByteBuffer.wrap(now.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw StorageException.of("cannot start an upload in " + repository, e);
        }
        return upload;
    }

    /// How large the pieces must be, but for the last one.
    long smallestPiece() {
        return storage.smallestPiece();
    }

    /// How many bytes the upload holds. Throws BLOB_UPLOAD_UNKNOWN when there is no such upload.
    long size(Upload upload) {
        return storage.stat(data(upload))
                .orElseThrow(() -> RegistryException.of(ErrorCode.BLOB_UPLOAD_UNKNOWN))
                .size();
    }

    UploadLocks.Held lock(Upload upload) {
        return locks.lock(upload);
    }

    /// Adds what `source` puts into the sink and returns the new size. What arrived before a failure stays,
    /// unless the storage is full: then the upload gives its space back. The caller holds the lock.
    long append(Upload upload, Consumer<BodySink> source) {
        var size = size(upload);
        var hash = hashes.take(upload, size);
        try (var appender = storage.append(data(upload), size)) {
            source.accept(sink(appender, hash));
        } catch (StorageException e) {
            if (e.isFull()) {
                remove(upload);
            }
            throw e;
        } finally {
            hashes.keep(upload, hash);
        }
        return hash.length();
    }

    private static BodySink sink(StoredAppender appender, RunningHash hash) {
        var scratch = RunningHash.scratch();
        return piece -> {
            hash.update(piece, scratch);
            appender.write(piece);
        };
    }

    /// Turns the upload into a blob of the repository. When the digest differs the upload is gone, as with
    /// distribution, so that the client starts anew. The caller holds the lock.
    long commit(Upload upload, Digest expected) {
        var size = size(upload);
        var canonical = hashes.take(upload, size).finish();
        var actual = expected.algorithm() == DigestAlgorithm.SHA256
                ? canonical
                : hashes.rehash(upload, size, expected.algorithm()).finish();
        if (!actual.equals(expected)) {
            remove(upload);
            throw RegistryException.of(
                    ErrorCode.DIGEST_INVALID, "the content has another digest than the one named", actual.toString());
        }
        removedWhenRefused(upload, () -> quotas.take(upload.repository(), canonical, size));
        sync(upload, size);
        blobs.adopt(upload.repository(), data(upload), new Digests(canonical, expected, size));
        remove(upload);
        return size;
    }

    private void sync(Upload upload, long size) {
        try (var appender = storage.append(data(upload), size)) {
            appender.sync();
        } catch (IOException e) {
            throw StorageException.of("cannot sync upload " + upload.id() + " of " + upload.repository(), e);
        }
    }

    /// The caller holds the lock.
    void cancel(Upload upload) {
        size(upload);
        remove(upload);
    }

    private void remove(Upload upload) {
        storage.delete(Layout.upload(upload.repository(), upload.id().value()));
    }

    private static StorageKey data(Upload upload) {
        return Layout.uploadData(upload.repository(), upload.id().value());
    }
}
