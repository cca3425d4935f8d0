package dev.berth.registry.storage.s3.bucket;

import dev.berth.registry.oci.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/// Objects that are made of parts, of what is sent or of what is there.
public final class Multipart {
    private final Bucket bucket;
    private final Clients clients;

    /// One that was begun and is neither complete nor given up.
    public record Unfinished(String key, String id, Instant begun) {}

    Multipart(Bucket bucket, Clients clients) {
        this.bucket = bucket;
        this.clients = clients;
    }

    /// The id that the parts are sent under.
    public String begin(String key) {
        var encoding = bucket.config().encoding();
        var request = CreateMultipartUploadRequest.builder()
                .bucket(bucket.bucket())
                .key(bucket.path(key))
                .contentType("application/octet-stream");
        if (encoding.encrypted()) {
            request.serverSideEncryption(encoding.encryptionKey().isPresent() ? "aws:kms" : "AES256");
            encoding.encryptionKey().ifPresent(request::ssekmsKeyId);
        }
        encoding.storageClass().ifPresent(request::storageClass);
        encoding.objectAcl().ifPresent(request::acl);
        return bucket.run(
                "begin",
                key,
                () -> clients.usual.createMultipartUpload(request.build()).uploadId());
    }

    public Part send(Unfinished upload, int number, Source source) {
        var answer = bucket.run(
                "send a part of",
                upload.key(),
                () -> clients.usual.uploadPart(
                        each -> each.bucket(bucket.bucket())
                                .key(bucket.path(upload.key()))
                                .uploadId(upload.id())
                                .partNumber(number)
                                .contentLength(source.length()),
                        Bucket.body(source)));
        return new Part(number, answer.eTag(), source.length());
    }

    public void complete(Unfinished upload, List<Part> parts) {
        var completed = parts.stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag(part.version())
                        .build())
                .toList();
        bucket.run(
                "complete",
                upload.key(),
                () -> clients.patient.completeMultipartUpload(each -> each.bucket(bucket.bucket())
                        .key(bucket.path(upload.key()))
                        .uploadId(upload.id())
                        .multipartUpload(all -> all.parts(completed))));
    }

    /// What is gone already is no error.
    public void abort(Unfinished upload) {
        var _ = bucket.present(
                "abort",
                upload.key(),
                () -> clients.usual.abortMultipartUpload(each -> each.bucket(bucket.bucket())
                        .key(bucket.path(upload.key()))
                        .uploadId(upload.id())));
    }

    /// Shows every unfinished one below a prefix.
    public void unfinished(String prefix, Consumer<Unfinished> visitor) {
        bucket.run("list", prefix, () -> {
            clients.usual
                    .listMultipartUploadsPaginator(
                            each -> each.bucket(bucket.bucket()).prefix(bucket.path(prefix)))
                    .uploads()
                    .forEach(each -> visitor.accept(unfinished(each)));
            return prefix;
        });
    }

    private Unfinished unfinished(MultipartUpload upload) {
        return new Unfinished(bucket.key(upload.key()), upload.uploadId(), upload.initiated());
    }

    /// Copies inside the service. False when there is no source.
    public boolean copy(String from, String to) {
        var source = bucket.head(from);
        if (source.isEmpty()) {
            return false;
        }
        var size = source.get().size();
        return size <= bucket.config().parts().copyThreshold() ? copyWhole(from, to) : copyParts(from, to, size);
    }

    private boolean copyWhole(String from, String to) {
        var encoding = bucket.config().encoding();
        var request = CopyObjectRequest.builder()
                .sourceBucket(bucket.bucket())
                .sourceKey(bucket.path(from))
                .destinationBucket(bucket.bucket())
                .destinationKey(bucket.path(to));
        if (encoding.encrypted()) {
            request.serverSideEncryption(encoding.encryptionKey().isPresent() ? "aws:kms" : "AES256");
            encoding.encryptionKey().ifPresent(request::ssekmsKeyId);
        }
        encoding.storageClass().ifPresent(request::storageClass);
        encoding.objectAcl().ifPresent(request::acl);
        return bucket.present("copy", to, () -> clients.patient.copyObject(request.build()))
                .isPresent();
    }

    private boolean copyParts(String from, String to, long size) {
        var upload = new Unfinished(to, begin(to), Instant.EPOCH);
        try {
            complete(upload, copyRanges(from, upload, size));
            return true;
        } catch (RuntimeException e) {
            abort(upload);
            throw e;
        }
    }

    private List<Part> copyRanges(String from, Unfinished upload, long size) {
        var piece = Math.max(bucket.config().parts().copySize(), size / 9_999 + 1);
        var permits = new Semaphore(bucket.config().parts().copyConcurrency());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var parts = new ArrayList<Future<Part>>();
            for (long at = 0; at < size; at += piece) {
                var first = at;
                var last = Math.min(size, at + piece) - 1;
                var number = parts.size() + 1;
                parts.add(threads.submit(
                        permitted(permits, () -> copyRange(from, upload, new Range(number, first, last)))));
            }
            var copied = new ArrayList<Part>();
            for (var part : parts) {
                copied.add(part.get());
            }
            return copied;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("s3: interrupted while " + from + " was copied");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    private static <T> Callable<T> permitted(Semaphore permits, Callable<T> task) {
        return () -> {
            permits.acquire();
            try {
                return task.call();
            } finally {
                permits.release();
            }
        };
    }

    /// The first byte of an object as a part of another.
    Part copyStart(String from, Unfinished upload) {
        return copyRange(from, upload, new Range(1, 0, 0));
    }

    private record Range(int number, long first, long last) {}

    private Part copyRange(String from, Unfinished upload, Range range) {
        var answer = bucket.run(
                "copy a part of",
                upload.key(),
                () -> clients.patient.uploadPartCopy(each -> each.sourceBucket(bucket.bucket())
                        .sourceKey(bucket.path(from))
                        .destinationBucket(bucket.bucket())
                        .destinationKey(bucket.path(upload.key()))
                        .uploadId(upload.id())
                        .partNumber(range.number())
                        .copySourceRange("bytes=" + range.first() + "-" + range.last())));
        return new Part(range.number(), answer.copyPartResult().eTag(), range.last() - range.first() + 1);
    }
}
