package dev.berth.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Pushes and pulls small images without pause until it is closed, and counts what failed.
final class SteadyLoad implements AutoCloseable {

    private static final int CLIENTS = 2;
    private static final int EXAMPLES = 10;
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String STREAM = "application/octet-stream";

    private final SingleRequests requests;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger images = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private SteadyLoad(SingleRequests requests) {
        this.requests = requests;
    }

    static SteadyLoad start(SingleRequests requests) {
        var load = new SteadyLoad(requests);
        for (int client = 0; client < CLIENTS; client++) {
            var repository = "load/client" + client;
            load.threads.add(Thread.ofVirtual().start(() -> load.run(repository)));
        }
        return load;
    }

    /// Requests that were answered as they should be.
    int answered() {
        return answered.get();
    }

    /// Images that were pushed and pulled.
    int images() {
        return images.get();
    }

    int failed() {
        return failed.get();
    }

    /// The first of them.
    List<String> failures() {
        return List.copyOf(failures);
    }

    private void run(String repository) {
        for (int number = 0; !closed; number++) {
            try {
                pushAndPull(repository, number);
                images.incrementAndGet();
            } catch (IOException e) {
                if (failed.incrementAndGet() <= EXAMPLES) {
                    failures.add(Instant.now() + " " + repository + ": " + e);
                }
            }
        }
    }

    private void pushAndPull(String repository, int number) throws IOException {
        var layer = (repository + " " + number).getBytes(StandardCharsets.UTF_8);
        var config = ("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8);
        push(repository, layer);
        push(repository, config);
        var manifest = """
                {"schemaVersion": 2, "mediaType": "%s",
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": %d},
                 "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "%s", "size": %d}]}
                """.formatted(MANIFEST, digest(config), config.length, digest(layer), layer.length)
                .getBytes(StandardCharsets.UTF_8);
        var tag = "/v2/" + repository + "/manifests/" + number;
        expect(201, requests.send("PUT", tag, MANIFEST, manifest));
        same(manifest, expect(200, requests.get(tag)));
        same(layer, expect(200, requests.get("/v2/" + repository + "/blobs/" + digest(layer))));
    }

    private void push(String repository, byte[] blob) throws IOException {
        var upload = expect(202, requests.send("POST", "/v2/" + repository + "/blobs/uploads/", STREAM, new byte[0]))
                .headers()
                .getOrDefault("location", "");
        var end = upload + (upload.contains("?") ? "&" : "?") + "digest=" + digest(blob);
        expect(201, requests.send("PUT", end, STREAM, blob));
    }

    private SingleRequests.Answer expect(int status, SingleRequests.Answer answer) throws IOException {
        if (answer.status() != status) {
            throw new IOException(answer.request() + ": " + answer.status() + " " + answer.body());
        }
        answered.incrementAndGet();
        return answer;
    }

    private static void same(byte[] expected, SingleRequests.Answer answer) throws IOException {
        if (!answer.body().equals(new String(expected, StandardCharsets.UTF_8))) {
            throw new IOException(answer.request() + ": something else than was pushed: " + answer.body());
        }
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends with the images under way.
    @Override
    public void close() {
        closed = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
