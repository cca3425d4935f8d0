package dev.berth.registry;

import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;

/// Speaks to any registry, in this process or another one, as clients do: where an upload goes on is what it answered.
public record RegistryClient(HttpClient http, URI base) implements AutoCloseable {
    private static final String STREAM = "application/octet-stream";

    public static RegistryClient of(int port) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        return new RegistryClient(http, URI.create("http://127.0.0.1:" + port));
    }

    /// One that shares its connections with others, and so must not be closed.
    public static RegistryClient shared(HttpClient http, int port) {
        return new RegistryClient(http, URI.create("http://127.0.0.1:" + port));
    }

    public HttpResponse<byte[]> send(String method, URI uri, byte[] body, String contentType) throws IOException {
        var request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", contentType)
                .header("Accept", "*/*");
        TestImages.MANIFEST_TYPES.forEach(type -> request.header("Accept", type));
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    public HttpResponse<byte[]> get(String path) throws IOException {
        return send("GET", base.resolve(path), new byte[0], STREAM);
    }

    public HttpResponse<byte[]> delete(String path) throws IOException {
        return send("DELETE", base.resolve(path), new byte[0], STREAM);
    }

    /// Starts an upload and answers where it goes on.
    public URI startUpload(String repository) throws IOException {
        return location(send("POST", base.resolve("/v2/" + repository + "/blobs/uploads/"), new byte[0], STREAM), 202);
    }

    /// Adds to an upload and answers where it goes on.
    public URI patch(URI upload, byte[] content) throws IOException {
        return location(send("PATCH", upload, content, STREAM), 202);
    }

    /// Ends an upload with its last piece.
    public void finish(URI upload, byte[] content, Digest digest) throws IOException {
        var end = URI.create(upload + (upload.getQuery() == null ? "?" : "&") + "digest=" + digest);
        require(send("PUT", end, content, STREAM), 201);
    }

    public Digest pushBlob(String repository, byte[] content) throws IOException {
        var digest = Digest.sha256(content);
        finish(startUpload(repository), content, digest);
        return digest;
    }

    public void pushInPieces(String repository, byte[] content, int size) throws IOException {
        var upload = startUpload(repository);
        for (int from = 0; from < content.length; from += size) {
            upload = patch(upload, Arrays.copyOfRange(content, from, Math.min(content.length, from + size)));
        }
        finish(upload, new byte[0], Digest.sha256(content));
    }

    public void mount(String into, String from, Digest digest) throws IOException {
        var path = "/v2/" + into + "/blobs/uploads/?mount=" + digest + "&from=" + from;
        require(send("POST", base.resolve(path), new byte[0], STREAM), 201);
    }

    public void pushManifest(String repository, String reference, TestImages.Document manifest) throws IOException {
        var uri = base.resolve("/v2/" + repository + "/manifests/" + reference);
        require(send("PUT", uri, manifest.bytes(), manifest.mediaType()), 201);
    }

    /// Pushes an image of a config and one layer, each as [TestImages] makes them of the seed.
    public TestImages.Document pushImage(String repository, String tag, String seed) throws IOException {
        pushBlob(repository, TestImages.config(seed));
        pushBlob(repository, TestImages.layer(seed));
        var image = TestImages.image(TestImages.config(seed), TestImages.layer(seed));
        pushManifest(repository, tag, image);
        return image;
    }

    public static void require(HttpResponse<byte[]> response, int status) {
        if (response.statusCode() != status) {
            throw new AssertionError(response.request().method() + " " + response.uri() + ": expected " + status
                    + " but got " + response.statusCode() + " " + TestRegistry.text(response));
        }
    }

    private URI location(HttpResponse<byte[]> response, int status) {
        require(response, status);
        return base.resolve(TestRegistry.location(response));
    }

    @Override
    public void close() {
        http.close();
    }
}
