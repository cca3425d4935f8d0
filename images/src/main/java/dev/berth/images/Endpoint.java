package dev.berth.images;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// A program under training, as its clients see it.
record Endpoint(String url, HttpClient client) {
    static final HttpClient PLAIN = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("training:training".getBytes(StandardCharsets.UTF_8));

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    void awaitReady(String path, Process program) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(path)) {
            if (!program.isAlive()) {
                throw new IOException("the program ended with " + program.exitValue());
            }
            if (System.nanoTime() > end) {
                throw new IOException(url + path + " was not ready within " + PATIENCE);
            }
            Thread.sleep(100);
        }
    }

    void get(String path) throws IOException, InterruptedException {
        send("GET", path, BodyPublishers.noBody());
    }

    /// Sends one request and returns the path to go on with: the `Location` of the answer, or the same one.
    String send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = exchange(method, path, body);
        if (response.statusCode() >= 400) {
            throw new IOException("%s %s: %d %s"
                    .formatted(
                            method, path, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
        }
        URI next =
                response.uri().resolve(response.headers().firstValue("Location").orElse(path));
        return next.getQuery() == null ? next.getPath() : next.getPath() + "?" + next.getRawQuery();
    }

    private boolean isReady(String path) throws InterruptedException {
        try {
            return exchange("GET", path, BodyPublishers.noBody()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<byte[]> exchange(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body)
                .header("Authorization", CREDENTIALS)
                .header(
                        "Content-Type",
                        method.equals("PUT") && path.contains("/manifests/")
                                ? "application/vnd.oci.image.manifest.v1+json"
                                : "application/octet-stream")
                .timeout(PATIENCE)
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }
}
