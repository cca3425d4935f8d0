package dev.berth.registry.storage.s3.bucket;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.StoredObject;
import dev.berth.registry.storage.s3.bucket.Listing.Named;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Objects by their keys below the configured folder. Fails with a [StorageException] that says
/// where and why; what is not there is empty.
@Singleton
@Requires(beans = S3Config.class)
public final class Bucket implements AutoCloseable {
    private static final int BATCH = 1000;
    private static final String OCTETS = "application/octet-stream";

    private final S3Config config;
    private final Failures failures;
    private final Clients clients;
    private final S3Presigner presigner;
    private final String root;
    private volatile boolean conditional = true;

    public Bucket(S3Config config, Clock clock) {
        this.config = config;
        this.failures = new Failures(config);
        this.clients = new Clients(config, clock);
        this.presigner = clients.presigner();
        this.root = config.place().folder().isEmpty() ? "" : config.place().folder() + "/";
    }

    public S3Config config() {
        return config;
    }

    /// The present by the clock of the service.
    public Instant now() {
        return clients.clock().now();
    }

    public Multipart multipart() {
        return new Multipart(this, clients);
    }

    public Optional<StoredObject> head(String key) {
        return present(
                "read",
                key,
                () -> object(
                        clients.usual.headObject(each -> each.bucket(bucket()).key(path(key)))));
    }

    private static StoredObject object(HeadObjectResponse head) {
        return new StoredObject(head.contentLength(), head.lastModified(), head.eTag());
    }

    /// Opens from its start, or from later on when it is still the same version.
    public Optional<OpenObject> get(String key, long from, String version) {
        return present("read", key, () -> {
            var request = GetObjectRequest.builder().bucket(bucket()).key(path(key));
            if (from > 0) {
                request.range("bytes=" + from + "-");
            }
            if (!version.isEmpty()) {
                request.ifMatch(version);
            }
            var stream = clients.usual.getObject(request.build());
            var answer = stream.response();
            return new OpenObject(
                    new StoredObject(from + answer.contentLength(), answer.lastModified(), answer.eTag()),
                    stream,
                    stream::abort);
        });
    }

    /// Replaces what is there.
    public void put(String key, Source source) {
        run("write", key, () -> put(clients.usual, request(key), source));
    }

    /// The service takes no conditions: from now on this process compares by itself, and must be alone.
    public void compareHere() {
        conditional = false;
    }

    /// The version it was written as. Empty when something is there.
    public Optional<String> create(String key, byte[] content) {
        if (!conditional) {
            return compared(key, "", Source.of(content));
        }
        return unlessLost("create", key, () -> put(clients.once, request(key).ifNoneMatch("*"), Source.of(content)));
    }

    /// The version it was written as. Empty when the old one is not the expected one any more.
    public Optional<String> replace(String key, Source source, String expected) {
        if (!conditional) {
            return compared(key, expected, source);
        }
        return unlessLost("replace", key, () -> put(clients.once, request(key).ifMatch(expected), source));
    }

    private synchronized Optional<String> compared(String key, String expected, Source source) {
        var version = head(key).map(StoredObject::version).orElse("");
        return version.equals(expected)
                ? Optional.of(run("write", key, () -> put(clients.usual, request(key), source)))
                : Optional.empty();
    }

    private PutObjectRequest.Builder request(String key) {
        var encoding = config.encoding();
        var request = PutObjectRequest.builder().bucket(bucket()).key(path(key)).contentType(OCTETS);
        if (encoding.encrypted()) {
            request.serverSideEncryption(encoding.encryptionKey().isPresent() ? "aws:kms" : "AES256");
            encoding.encryptionKey().ifPresent(request::ssekmsKeyId);
        }
        encoding.storageClass().ifPresent(request::storageClass);
        encoding.objectAcl().ifPresent(request::acl);
        return request;
    }

    private static String put(S3Client client, PutObjectRequest.Builder request, Source source) {
        return client.putObject(request.contentLength(source.length()).build(), body(source))
                .eTag();
    }

    static RequestBody body(Source source) {
        return RequestBody.fromContentProvider(
                ContentStreamProvider.fromInputStreamSupplier(source.stream()), source.length(), OCTETS);
    }

    public void delete(String key) {
        run(
                "delete",
                key,
                () -> clients.usual.deleteObject(each -> each.bucket(bucket()).key(path(key))));
    }

    /// False when the version is another one.
    public boolean delete(String key, String expected) {
        return unlessLost("delete", key, () -> {
                    clients.once.deleteObject(
                            each -> each.bucket(bucket()).key(path(key)).ifMatch(expected));
                    return key;
                })
                .isPresent();
    }

    public void deleteAll(Collection<String> keys) {
        var all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += BATCH) {
            var batch = all.subList(from, Math.min(all.size(), from + BATCH));
            if (batch.size() == 1) {
                delete(batch.getFirst());
            } else {
                deleteBatch(batch);
            }
        }
    }

    private void deleteBatch(List<String> keys) {
        var objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(path(key)).build())
                .toList();
        var failed = run(
                "delete",
                keys.getFirst() + " and others",
                () -> clients.usual
                        .deleteObjects(each -> each.bucket(bucket())
                                .delete(all -> all.objects(objects).quiet(true)))
                        .errors());
        failed.stream()
                .map(S3Error::code)
                .filter(code -> !"NoSuchKey".equals(code))
                .findFirst()
                .ifPresent(code -> {
                    throw new StorageException(
                            "s3: cannot delete all of " + keys.size() + " objects in " + config + ": " + code);
                });
    }

    /// All there is below a prefix, down to the next slash or to the bottom.
    public Listing list(String prefix, boolean whole) {
        var folders = new ArrayList<String>();
        var objects = new ArrayList<Named>();
        var request = ListObjectsV2Request.builder().bucket(bucket()).prefix(path(prefix));
        if (!whole) {
            request.delimiter("/");
        }
        ListObjectsV2Response page;
        do {
            page = run("list", prefix, () -> clients.usual.listObjectsV2(request.build()));
            page.commonPrefixes().forEach(each -> folders.add(rest(each.prefix(), prefix)));
            page.contents()
                    .forEach(each -> objects.add(new Named(
                            rest(each.key(), prefix),
                            new StoredObject(each.size(), each.lastModified(), each.eTag()))));
            request.continuationToken(page.nextContinuationToken());
        } while (Boolean.TRUE.equals(page.isTruncated()));
        folders.replaceAll(each -> each.substring(0, each.length() - 1));
        return new Listing(folders, objects);
    }

    private String rest(String key, String prefix) {
        return key.substring(path(prefix).length());
    }

    /// Whether anything lies below a prefix.
    public boolean hasAny(String prefix) {
        return run(
                "list",
                prefix,
                () -> !clients.usual
                        .listObjectsV2(each ->
                                each.bucket(bucket()).prefix(path(prefix)).maxKeys(1))
                        .contents()
                        .isEmpty());
    }

    /// An address that anyone may read the object at for a while.
    public URI presign(String key, Duration validity) {
        return URI.create(presigner
                .presignGetObject(each -> each.signatureDuration(validity)
                        .getObjectRequest(get -> get.bucket(bucket()).key(path(key))))
                .url()
                .toString());
    }

    String bucket() {
        return config.place().bucket();
    }

    String path(String key) {
        return root + key;
    }

    /// The key without the configured folder.
    String key(String path) {
        return path.substring(root.length());
    }

    <T> T run(String what, String key, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw failures.of(what, key, e);
        }
    }

    <T> Optional<T> present(String what, String key, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (SdkException e) {
            if (Failures.isMissing(e)) {
                return Optional.empty();
            }
            throw failures.of(what, key, e);
        }
    }

    <T> Optional<T> unlessLost(String what, String key, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (SdkException e) {
            if (Failures.isLost(e) || Failures.isMissing(e)) {
                return Optional.empty();
            }
            throw failures.of(what, key, e);
        }
    }

    @PreDestroy
    @Override
    public void close() {
        presigner.close();
        clients.close();
    }
}
