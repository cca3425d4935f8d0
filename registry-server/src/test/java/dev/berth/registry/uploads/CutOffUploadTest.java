package dev.berth.registry.uploads;

import static dev.berth.registry.TestRegistry.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.RawConnection;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CutOffUploadTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private static final int HALF = 300_000;
    private static final byte[] CONTENT = content();

    private static byte[] content() {
        var bytes = new byte[2 * HALF];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    void clientThatVanishesLeavesAnUploadThatGoesOn() throws IOException {
        var upload = REGISTRY.startUpload("cut/off");

        try (var connection = new RawConnection(REGISTRY)) {
            connection.send(
                    "PATCH " + upload + " HTTP/1.1\r\nHost: r\r\nContent-Length: " + CONTENT.length + "\r\n\r\n");
            connection.send(Arrays.copyOf(CONTENT, HALF));
            await().untilAsserted(() -> assertThat(dataFile(upload)).hasSize(HALF));
        }
        await().untilAsserted(() -> assertThat(openFilesBelow(REGISTRY.root())).isZero());

        assertThat(REGISTRY.get(upload).headers().firstValue("Range")).contains("0-" + (HALF - 1));
        var rest = Arrays.copyOfRange(CONTENT, HALF, CONTENT.length);
        var range = "Content-Range: " + HALF + "-" + (CONTENT.length - 1);
        var resumed = REGISTRY.send("PATCH", upload, rest, range);
        assertThat(resumed.statusCode()).isEqualTo(202);
        var digest = Digest.sha256(CONTENT);
        assertThat(REGISTRY.put(location(resumed) + "?digest=" + digest, new byte[0])
                        .statusCode())
                .isEqualTo(201);
        assertThat(REGISTRY.get("/v2/cut/off/blobs/" + digest).body()).isEqualTo(CONTENT);
    }

    @Test
    void clientThatVanishesInAChunkedBodyLeavesWhatCame() throws IOException {
        var upload = REGISTRY.startUpload("cut/chunked");

        try (var connection = new RawConnection(REGISTRY)) {
            connection.send("PATCH " + upload + " HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.send("5\r\nhello\r\n");
            await().untilAsserted(() -> assertThat(dataFile(upload)).hasSize(5));
        }

        await().untilAsserted(() -> assertThat(openFilesBelow(REGISTRY.root())).isZero());
        assertThat(REGISTRY.get(upload).headers().firstValue("Range")).contains("0-4");
    }

    @Test
    void pullerThatVanishesLeavesNoOpenFile() throws IOException {
        var digest = REGISTRY.pushBlob("cut/pull", new byte[40 << 20]);

        try (var connection = new RawConnection(REGISTRY)) {
            connection.request("GET", "/v2/cut/pull/blobs/" + digest);
            assertThat(connection.readWithoutBody().status()).isEqualTo(200);
            assertThat(openFilesBelow(REGISTRY.root())).isEqualTo(1);
        }

        await().untilAsserted(() -> assertThat(openFilesBelow(REGISTRY.root())).isZero());
    }

    @Test
    void expectedContinueIsSentBeforeTheBody() throws IOException {
        var upload = REGISTRY.startUpload("cut/expect");

        try (var connection = new RawConnection(REGISTRY)) {
            connection.send(
                    "PATCH " + upload + " HTTP/1.1\r\nHost: r\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertThat(connection.readWithoutBody().status()).isEqualTo(100);
            connection.send("hello");
            assertThat(connection.read().status()).isEqualTo(202);
        }
    }

    @Test
    void refusedUploadIsNotAskedForItsBody() throws IOException {
        try (var connection = new RawConnection(REGISTRY)) {
            connection.send(head("/v2/cut/expect/blobs/uploads/none", 5_000_000));

            assertThat(connection.read().status()).isEqualTo(404);
        }
    }

    private static String head(String path, int length) {
        return "PATCH " + path + " HTTP/1.1\r\nHost: r\r\nContent-Length: " + length
                + "\r\nExpect: 100-continue\r\n\r\n";
    }

    private static Path dataFile(String upload) {
        var id = upload.substring(upload.lastIndexOf('/') + 1);
        var repository = upload.substring("/v2/".length(), upload.indexOf("/blobs/uploads/"));
        return REGISTRY.root().resolve("docker/registry/v2/repositories/" + repository + "/_uploads/" + id + "/data");
    }

    private static long openFilesBelow(Path root) throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(each -> pointsBelow(each, root)).count();
        }
    }

    private static boolean pointsBelow(Path descriptor, Path root) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(root);
        } catch (IOException _) {
            return false;
        }
    }
}
