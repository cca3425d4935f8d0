package dev.berth.registry.storage.s3;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.UploadStorage;
import dev.berth.registry.storage.UploadWriter;
import dev.berth.registry.storage.s3.bucket.Bucket;
import dev.berth.registry.storage.s3.bucket.Multipart.Unfinished;
import dev.berth.registry.storage.s3.bucket.OpenObject;
import dev.berth.registry.storage.s3.bucket.Source;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Uploads as multipart uploads. All that requests need of each other is in one small object, `data` in the folder of
/// the upload, which each reads once and replaces by comparison.
final class S3Uploads implements UploadStorage {
    private static final Logger LOG = LoggerFactory.getLogger(S3Uploads.class);
    private final Bucket bucket;
    private final Tombstones tombstones;
    private final Semaphore permits;

    S3Uploads(Bucket bucket, Tombstones tombstones) {
        this.bucket = bucket;
        this.tombstones = tombstones;
        this.permits = new Semaphore(bucket.config().limits().inFlight());
    }

    Bucket bucket() {
        return bucket;
    }

    Tombstones tombstones() {
        return tombstones;
    }

    /// How many parts may be sent at a time.
    Semaphore permits() {
        return permits;
    }

    static String recordKey(StorageKey folder) {
        return folder.child("data").toString();
    }

    /// Where the parts become an object, until that is copied to its place.
    static String contentKey(StorageKey folder) {
        return folder.child("content").toString();
    }

    @Override
    public void start(StorageKey folder) {
        bucket.put(recordKey(folder), Source.of(UploadRecord.empty().line()));
    }

    @Override
    public Optional<Long> size(StorageKey folder) {
        return record(folder).map(UploadRecord::size);
    }

    private Optional<UploadRecord> record(StorageKey folder) {
        try (var open = bucket.get(recordKey(folder), 0, "").orElse(null)) {
            return open == null ? Optional.empty() : UploadRecord.read(new BufferedInputStream(open.stream()));
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    private static StorageException failure(StorageKey folder, IOException e) {
        return StorageException.unavailable("s3: cannot read the upload " + folder + ": " + e.getMessage(), e);
    }

    @Override
    public Optional<UploadWriter> open(StorageKey folder, Optional<StorageKey> target) {
        try (var open = bucket.get(recordKey(folder), 0, "").orElse(null)) {
            return open == null ? Optional.empty() : writer(folder, target, open);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    private Optional<UploadWriter> writer(StorageKey folder, Optional<StorageKey> target, OpenObject open)
            throws IOException {
        var stream = new BufferedInputStream(open.stream());
        var record = UploadRecord.read(stream).orElse(null);
        if (record == null) {
            return Optional.empty();
        }
        var spool = Spool.in(bucket.config().limits().spool());
        try {
            spool.fill(stream);
            if (spool.size() != record.tail()) {
                throw new IOException("its end is cut off");
            }
            return Optional.of(new S3Upload(
                    this,
                    new S3Upload.Place(folder, target),
                    new S3Upload.Left(record, open.object().version(), spool)));
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    @Override
    public void remove(StorageKey folder) {
        record(folder)
                .flatMap(UploadRecord::multipart)
                .ifPresent(id -> bucket.multipart().abort(new Unfinished(contentKey(folder), id, Instant.EPOCH)));
        var all = bucket.list(folder + "/", true);
        bucket.deleteAll(
                all.objects().stream().map(each -> folder + "/" + each.name()).toList());
    }

    @Override
    public void removeLost(Instant horizon) {
        var lost = new ArrayList<Unfinished>();
        bucket.multipart().unfinished(Layout.blobs().parent() + "/", each -> {
            if (each.begun().isBefore(horizon)) {
                lost.add(each);
            }
        });
        for (var each : lost) {
            if (!isGoneOnWith(each)) {
                LOG.info("The multipart upload of {} that began at {} is aborted", each.key(), each.begun());
                bucket.multipart().abort(each);
            }
        }
    }

    /// Those of uploads that are still there are given up with them.
    private boolean isGoneOnWith(Unfinished each) {
        int slash = each.key().lastIndexOf('/');
        return bucket.head(each.key().substring(0, slash + 1) + "data").isPresent()
                && each.key().contains("/_uploads/");
    }
}
