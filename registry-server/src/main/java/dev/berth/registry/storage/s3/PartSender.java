package dev.berth.registry.storage.s3;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.s3.bucket.Bucket;
import dev.berth.registry.storage.s3.bucket.Multipart;
import dev.berth.registry.storage.s3.bucket.Multipart.Unfinished;
import dev.berth.registry.storage.s3.bucket.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Sends the parts of one upload, one at a time and each on a virtual thread. Not for two threads at a time.
final class PartSender {
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private final Multipart multipart;
    private final Semaphore permits;
    private final String key;
    private final List<Part> parts;
    private @Nullable Unfinished upload;
    private CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);

    PartSender(Bucket bucket, Semaphore permits, String key, UploadRecord record) {
        this.multipart = bucket.multipart();
        this.permits = permits;
        this.key = key;
        this.parts = new ArrayList<>(record.parts());
        this.upload = record.multipart()
                .map(id -> new Unfinished(key, id, Instant.EPOCH))
                .orElse(null);
    }

    /// Done when the last part has arrived.
    CompletableFuture<?> underWay() {
        return underWay;
    }

    boolean hasBegun() {
        return upload != null || !underWay.isDone();
    }

    /// Takes the part over. Only when none is under way.
    void send(Spool part) {
        underWay = CompletableFuture.runAsync(() -> sendNow(part), THREADS);
    }

    private void sendNow(Spool part) {
        try (part) {
            permits.acquire();
            try {
                if (upload == null) {
                    upload = new Unfinished(key, multipart.begin(key), Instant.EPOCH);
                }
                parts.add(multipart.send(upload, parts.size() + 1, part.source()));
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            throw new StorageException("s3: interrupted while a part was sent");
        }
    }

    /// Waits for the part under way, and throws what went wrong with it.
    void await() {
        try {
            underWay.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    List<Part> parts() {
        return parts;
    }

    Optional<String> id() {
        return Optional.ofNullable(upload).map(Unfinished::id);
    }

    void complete() {
        if (upload != null) {
            multipart.complete(upload, parts);
            upload = null;
        }
    }

    void abort() {
        var _ = underWay.handle((_, _) -> "whatever became of it").join();
        if (upload != null) {
            multipart.abort(upload);
            upload = null;
        }
        parts.clear();
    }
}
