package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A blob far larger than the server's heap and direct memory together goes in and comes out.
class ConstantMemoryTest {
    private static final int PIECES = 256;
    private static final byte[] PIECE = new byte[1 << 20];

    static {
        Arrays.fill(PIECE, (byte) 'x');
    }

    @TempDir
    Path root;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void largeBlobFitsThroughASmallServer() throws Exception {
        var server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:MaxDirectMemorySize=32m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DevRegistry.class.getName(),
                        root.toString(),
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = server.inputReader()) {
            pushAndPull("http://127.0.0.1:" + port(output));
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static String port(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("listening on ")) {
                return line.substring("listening on ".length());
            }
        }
        throw new IOException("the server did not start");
    }

    private void pushAndPull(String base) throws Exception {
        var digest = digest();
        var push = HttpRequest.newBuilder(URI.create(base + "/v2/large/blobs/uploads/?digest=" + digest))
                .POST(HttpRequest.BodyPublishers.ofByteArrays(() -> pieces().iterator()))
                .build();
        var pushed = client.send(push, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);

        var pull = HttpRequest.newBuilder(URI.create(base + "/v2/large/blobs/" + digest))
                .build();
        try (var body =
                client.send(pull, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            assertThat(digest(body)).isEqualTo(digest);
        }
    }

    private static Iterable<byte[]> pieces() {
        return Collections.nCopies(PIECES, PIECE);
    }

    private static Digest digest() {
        var hash = DigestAlgorithm.SHA256.newMessageDigest();
        pieces().forEach(hash::update);
        return Digest.ofHash(DigestAlgorithm.SHA256, hash.digest());
    }

    private static Digest digest(InputStream body) throws IOException {
        var hash = DigestAlgorithm.SHA256.newMessageDigest();
        new DigestInputStream(body, hash).transferTo(OutputStream.nullOutputStream());
        return Digest.ofHash(DigestAlgorithm.SHA256, hash.digest());
    }
}
