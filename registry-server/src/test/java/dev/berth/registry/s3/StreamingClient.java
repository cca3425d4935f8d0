package dev.berth.registry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.RegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/// Pushes and pulls layers of any size without holding them.
final class StreamingClient implements AutoCloseable {
    private final RegistryClient client;

    StreamingClient(int port) {
        this.client = RegistryClient.of(port);
    }

    /// With one PATCH and the digest after it, as engines do, or with one PUT that has the digest.
    String push(String repository, int seed, long size, boolean digestFirst) throws IOException, InterruptedException {
        var digest = digest(new Content(seed, size));
        var upload = client.startUpload(repository);
        var body = BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Content(seed, size)), size);
        if (digestFirst) {
            send("PUT", named(upload, digest), body, 201);
        } else {
            var next = client.base().resolve(send("PATCH", upload, body, 202));
            send("PUT", named(next, digest), BodyPublishers.noBody(), 201);
        }
        return digest;
    }

    private static URI named(URI upload, String digest) {
        return URI.create(upload + (upload.getQuery() == null ? "?" : "&") + "digest=" + digest);
    }

    private String send(String method, URI uri, BodyPublisher body, int status)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .method(method, body)
                .header("Content-Type", "application/octet-stream")
                .build();
        var answer = client.http().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    String pull(String repository, String digest) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(client.base().resolve("/v2/" + repository + "/blobs/" + digest))
                .build();
        try (var body =
                client.http().send(request, BodyHandlers.ofInputStream()).body()) {
            var pulled = digest(body);
            assertThat(pulled).isEqualTo(digest);
            return pulled;
        }
    }

    private static String digest(InputStream content) throws IOException {
        try (var digested = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return "sha256:"
                    + HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same bytes for the same seed, each block other than the ones before.
    private static final class Content extends InputStream {
        private static final int BLOCK = 64 << 10;
        private final byte[] block = new byte[BLOCK];
        private final long size;
        private long position;

        Content(int seed, long size) {
            new Random(seed).nextBytes(block);
            this.size = size;
        }

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position >= size) {
                return -1;
            }
            int at = (int) (position % BLOCK);
            if (at == 0) {
                ByteBuffer.wrap(block).putLong(0, position);
            }
            int count = (int) Math.min(Math.min(length, BLOCK - at), size - position);
            System.arraycopy(block, at, target, offset, count);
            position += count;
            return count;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
