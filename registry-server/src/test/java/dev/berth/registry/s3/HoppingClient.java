package dev.berth.registry.s3;

import dev.berth.registry.RegistryClient;
import dev.berth.registry.TestImages;
import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// Pushes images with each request to another replica, and with the retries of an ordinary client: a blob from its
/// start, five times at most.
final class HoppingClient implements AutoCloseable {
    private static final int TRIES = 5;
    private static final String STREAM = "application/octet-stream";
    private final RegistryClient client = RegistryClient.of(1);
    private final IntSupplier nextPort;
    private final String repository;
    private final Random random;
    private final Map<String, TestImages.Document> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger retries = new AtomicInteger();

    HoppingClient(String repository, IntSupplier nextPort) {
        this.repository = repository;
        this.nextPort = nextPort;
        this.random = new Random(repository.hashCode());
    }

    /// Tags of its own, with what they must show.
    Map<String, TestImages.Document> acknowledged() {
        return acknowledged;
    }

    int retries() {
        return retries.get();
    }

    String repository() {
        return repository;
    }

    /// One tag that only this push writes, and one in a repository that all clients move.
    void push(int number, String shared) throws IOException {
        var config = TestImages.config(repository + number);
        var layer = new byte[1 + random.nextInt(200_000)];
        random.nextBytes(layer);
        var image = TestImages.image(config, layer);
        pushBlobs(repository, config, layer);
        tag(repository, "t" + number, image);
        acknowledged.put("t" + number, image);
        pushBlobs(shared, config, layer);
        tag(shared, "moving", image);
    }

    private void pushBlobs(String into, byte[]... blobs) throws IOException {
        for (var blob : blobs) {
            retry(() -> pushBlob(into, blob));
        }
    }

    private void pushBlob(String into, byte[] blob) throws IOException {
        var upload = location(send("POST", "/v2/" + into + "/blobs/uploads/", new byte[0], STREAM), 202);
        int middle = blob.length / 2;
        upload = location(send("PATCH", upload, Arrays.copyOf(blob, middle), STREAM), 202);
        upload = location(send("PATCH", upload, Arrays.copyOfRange(blob, middle, blob.length), STREAM), 202);
        var end = upload + (upload.contains("?") ? "&" : "?") + "digest=" + Digest.sha256(blob);
        location(send("PUT", end, new byte[0], STREAM), 201);
    }

    private void tag(String into, String tag, TestImages.Document image) throws IOException {
        var path = "/v2/" + into + "/manifests/" + tag;
        retry(() -> location(send("PUT", path, image.bytes(), image.mediaType()), 201));
    }

    private interface Step {
        void run() throws IOException;
    }

    private void retry(Step step) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                step.run();
                return;
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw e;
                }
                retries.incrementAndGet();
            }
        }
    }

    /// A round-robin passes over what takes no connections.
    HttpResponse<byte[]> send(String method, String path, byte[] body, String type) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return client.send(method, URI.create("http://127.0.0.1:" + nextPort.getAsInt() + path), body, type);
            } catch (ConnectException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static String location(HttpResponse<byte[]> response, int status) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException(response.request().method() + " " + response.uri() + ": " + response.statusCode()
                    + " " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.headers().firstValue("Location").orElseThrow();
    }

    @Override
    public void close() {
        client.close();
    }
}
