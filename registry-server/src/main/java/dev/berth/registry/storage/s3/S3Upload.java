package dev.berth.registry.storage.s3;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.UploadWriter;
import dev.berth.registry.storage.s3.bucket.Bucket;
import dev.berth.registry.storage.s3.bucket.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The end of an upload: one part is filled, in a file, while the one before it is sent. What is small enough for one
/// part is written to its place in one request. A larger one whose digest is known before goes there in parts; any
/// other is put together in the upload's folder and copied inside the service.
final class S3Upload implements UploadWriter {
    /// Services take no smaller part but the last.
    private static final long LEAST_PART = 5 << 20;

    /// Parts grow with their number, of which services allow ten thousand.
    private static final int PARTS_OF_A_SIZE = 1000;

    private final S3Uploads uploads;
    private final Bucket bucket;
    private final Place place;
    private final PartSender sender;
    private final Optional<Digest> digest;
    private final boolean direct;
    private String version;
    private Spool spool;
    private long size;
    private boolean complete;
    private int sent;

    record Place(StorageKey folder, Optional<StorageKey> target) {}

    /// What earlier requests have left.
    record Left(UploadRecord record, String version, Spool tail) {}

    S3Upload(S3Uploads uploads, Place place, Left left) {
        var record = left.record();
        this.uploads = uploads;
        this.bucket = uploads.bucket();
        this.place = place;
        this.digest = record.digest();
        this.version = left.version();
        this.spool = left.tail();
        this.size = record.size();
        this.sent = record.parts().size();
        this.direct = record.size() == 0 && place.target().isPresent();
        var key = direct ? place.target().orElseThrow().toString() : S3Uploads.contentKey(place.folder());
        this.sender = new PartSender(bucket, uploads.permits(), key, record);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Optional<Digest> digest() {
        return digest;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        if (isFull() && sender.underWay().isDone()) {
            sendSpool();
        }
        size += source.remaining();
        spool.write(source);
    }

    private boolean isFull() {
        long part = bucket.config().parts().size() << (sent / PARTS_OF_A_SIZE);
        return spool.size() >= part;
    }

    private void sendSpool() {
        sender.await();
        var full = spool;
        spool = Spool.in(bucket.config().limits().spool());
        sent++;
        sender.send(full);
    }

    @Override
    public CompletableFuture<?> room() {
        return isFull() ? sender.underWay() : CompletableFuture.completedFuture(null);
    }

    /// What was sent can be read only once it is put together.
    @Override
    public StoredContent content() {
        sender.await();
        if (!sender.hasBegun() && !complete) {
            return new Shared(spool);
        }
        completeParts();
        var key = S3Uploads.contentKey(place.folder());
        return bucket.get(key, 0, "")
                .map(open -> new S3Content(bucket, key, open))
                .orElseThrow(() -> new StorageException("s3: the upload " + place.folder() + " has vanished"));
    }

    private void completeParts() {
        if (!complete) {
            if (spool.size() > 0) {
                sendSpool();
            }
            sender.await();
            sender.complete();
            complete = true;
        }
    }

    /// The spool closes with the upload.
    private record Shared(Spool spool) implements StoredContent {
        @Override
        public long size() {
            return spool.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return spool.read(target, position);
        }

        @Override
        public void close() {
            // it is still needed
        }
    }

    /// Parts that were sent straight to their place are of no use to the next request, which may name another.
    @Override
    public void keep(Optional<Digest> digestNow) {
        if (direct) {
            sender.abort();
            return;
        }
        sender.await();
        if (spool.size() >= LEAST_PART) {
            sendSpool();
            sender.await();
        }
        var next = new UploadRecord(sender.id(), List.copyOf(sender.parts()), spool.size(), digestNow);
        version = bucket.replace(S3Uploads.recordKey(place.folder()), with(next.line()), version)
                .orElseThrow(() -> StorageException.unavailable(
                        "s3: another request has written to the upload " + place.folder(), null));
    }

    private Source with(byte[] line) {
        var tail = spool.source();
        return new Source(
                line.length + tail.length(),
                () -> new SequenceInputStream(
                        new ByteArrayInputStream(line), tail.stream().get()));
    }

    @Override
    public void finish(StorageKey target) {
        sender.await();
        if (!sender.hasBegun() && !complete) {
            uploads.tombstones().make(target, () -> bucket.put(target.toString(), spool.source()));
        } else if (direct && place.target().filter(target::equals).isPresent()) {
            uploads.tombstones().make(target, this::completeOnce);
        } else {
            completeParts();
            copyTo(target);
        }
        bucket.delete(S3Uploads.recordKey(place.folder()));
    }

    private void completeOnce() {
        if (complete) {
            throw StorageException.unavailable("s3: the blob was deleted while it was uploaded; push it again", null);
        }
        completeParts();
    }

    private void copyTo(StorageKey target) {
        var content = S3Uploads.contentKey(place.folder());
        uploads.tombstones().make(target, () -> {
            if (!bucket.multipart().copy(content, target.toString())) {
                throw new StorageException("s3: the upload " + place.folder() + " has vanished");
            }
        });
        bucket.delete(content);
    }

    @Override
    public void discard() {
        sender.abort();
        if (complete) {
            bucket.delete(S3Uploads.contentKey(place.folder()));
        }
        bucket.delete(S3Uploads.recordKey(place.folder()));
    }

    /// A part that is being sent has its own file.
    @Override
    public void close() {
        spool.close();
    }
}
