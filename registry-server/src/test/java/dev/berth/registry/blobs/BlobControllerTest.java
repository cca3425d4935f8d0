package dev.berth.registry.blobs;

import static dev.berth.registry.TestRegistry.header;
import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlobControllerTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.US_ASCII);

    @Test
    void headTellsLengthAndDigestWithoutABody() {
        var digest = REGISTRY.pushBlob("blobs/head", CONTENT);

        var answer = REGISTRY.head("/v2/blobs/head/blobs/" + digest);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "Content-Length")).isEqualTo("10");
        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "ETag")).isEqualTo("\"" + digest + "\"");
        assertThat(header(answer, "Cache-Control")).isEqualTo("max-age=31536000");
    }

    @Test
    void getGivesTheContentAndNoMarkOfOurs() {
        var digest = REGISTRY.pushBlob("blobs/get", CONTENT);

        var answer = REGISTRY.get("/v2/blobs/get/blobs/" + digest);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(CONTENT);
        assertThat(answer.headers().map()).doesNotContainKey("berth-transfer");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void emptyBlobIsServed() {
        var digest = REGISTRY.pushBlob("blobs/empty", new byte[0]);

        var answer = REGISTRY.get("/v2/blobs/empty/blobs/" + digest);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    record Range(String header, int status, String contentRange, String body) {}

    static Stream<Range> ranges() {
        return Stream.of(
                new Range("bytes=0-3", 206, "bytes 0-3/10", "0123"),
                new Range("bytes=4-4", 206, "bytes 4-4/10", "4"),
                new Range("bytes=7-", 206, "bytes 7-9/10", "789"),
                new Range("bytes=-3", 206, "bytes 7-9/10", "789"),
                new Range("bytes=-30", 206, "bytes 0-9/10", "0123456789"),
                new Range("bytes=2-999", 206, "bytes 2-9/10", "23456789"),
                new Range("bytes=0-", 206, "bytes 0-9/10", "0123456789"),
                new Range("bytes=10-", 416, "bytes */10", ""),
                new Range("bytes=999-1000", 416, "bytes */10", ""),
                new Range("bytes=-0", 416, "bytes */10", ""),
                new Range("bytes=5-2", 416, "bytes */10", ""),
                new Range("bytes=-", 416, "bytes */10", ""),
                new Range("bytes=x-y", 416, "bytes */10", ""),
                new Range("bytes=99999999999999999999-", 416, "bytes */10", ""),
                new Range("bytes=0-1,4-5", 200, "", "0123456789"),
                new Range("lines=0-1", 200, "", "0123456789"));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void rangeIsAnswered(Range range) {
        var digest = REGISTRY.pushBlob("blobs/range", CONTENT);

        var answer = REGISTRY.get("/v2/blobs/range/blobs/" + digest, "Range: " + range.header());

        assertThat(answer.statusCode()).isEqualTo(range.status());
        assertThat(answer.headers().firstValue("Content-Range").orElse("")).isEqualTo(range.contentRange());
        assertThat(new String(answer.body(), StandardCharsets.US_ASCII))
                .matches(body -> range.status() == 416 ? body.contains("RANGE_INVALID") : body.equals(range.body()));
    }

    @Test
    void rangeOfOtherContentIsIgnored() {
        var digest = REGISTRY.pushBlob("blobs/if-range", CONTENT);
        var path = "/v2/blobs/if-range/blobs/" + digest;

        assertThat(REGISTRY.get(path, "Range: bytes=0-1", "If-Range: \"other\"").statusCode())
                .isEqualTo(200);
        assertThat(REGISTRY.get(path, "Range: bytes=0-1", "If-Range: \"" + digest + "\"")
                        .statusCode())
                .isEqualTo(206);
    }

    @Test
    void clientThatHasTheContentGetsNothingAgain() {
        var digest = REGISTRY.pushBlob("blobs/cached", CONTENT);

        for (var condition : List.of("\"" + digest + "\"", digest.toString(), "*")) {
            var answer = REGISTRY.get("/v2/blobs/cached/blobs/" + digest, "If-None-Match: " + condition);
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void blobOfAnotherRepositoryIsUnknown() {
        var digest = REGISTRY.pushBlob("blobs/mine", CONTENT);

        var answer = REGISTRY.get("/v2/blobs/yours/blobs/" + digest);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).contains("\"code\":\"BLOB_UNKNOWN\"").contains("\"detail\":\"" + digest + "\"");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    }

    @Test
    void deletedBlobIsGoneFromItsRepositoryOnly() {
        var digest = REGISTRY.pushBlob("blobs/deleted", CONTENT);
        REGISTRY.pushBlob("blobs/kept", CONTENT);

        var answer = REGISTRY.delete("/v2/blobs/deleted/blobs/" + digest);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(REGISTRY.head("/v2/blobs/deleted/blobs/" + digest).statusCode())
                .isEqualTo(404);
        assertThat(REGISTRY.delete("/v2/blobs/deleted/blobs/" + digest).statusCode())
                .isEqualTo(404);
        assertThat(REGISTRY.get("/v2/blobs/kept/blobs/" + digest).body()).isEqualTo(CONTENT);
    }

    @Test
    void deletedBlobIsGoneUnderAllItsNames() {
        var sha512 = Digest.of(DigestAlgorithm.SHA512, CONTENT);
        var sha256 = Digest.sha256(CONTENT);
        for (var name : List.of(sha512, sha256)) {
            REGISTRY.put(REGISTRY.startUpload("blobs/names") + "?digest=" + sha512, CONTENT);

            assertThat(REGISTRY.delete("/v2/blobs/names/blobs/" + name).statusCode())
                    .isEqualTo(202);

            for (var gone : List.of(sha512, sha256)) {
                assertThat(REGISTRY.head("/v2/blobs/names/blobs/" + gone).statusCode())
                        .as("%s after deletion of %s", gone, name)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void damagedBlobCountsAsMissingAndIsHealedByAPush() throws IOException {
        var digest = REGISTRY.pushBlob("blobs/damaged", CONTENT);
        Files.write(file(Layout.blobData(digest)), new byte[0]);

        assertThat(REGISTRY.head("/v2/blobs/damaged/blobs/" + digest).statusCode())
                .isEqualTo(404);

        REGISTRY.pushBlob("blobs/damaged", CONTENT);

        assertThat(REGISTRY.get("/v2/blobs/damaged/blobs/" + digest).body()).isEqualTo(CONTENT);
    }

    @Test
    void blobCutShortIsHealedByAPush() throws IOException {
        var digest = REGISTRY.pushBlob("blobs/short", CONTENT);
        Files.write(file(Layout.blobData(digest)), new byte[] {'0', '1'});

        REGISTRY.pushBlob("blobs/short", CONTENT);

        assertThat(REGISTRY.get("/v2/blobs/short/blobs/" + digest).body()).isEqualTo(CONTENT);
    }

    @Test
    void emptyLinkCountsAsMissingAndIsHealedByAPush() throws IOException {
        var digest = REGISTRY.pushBlob("blobs/link", CONTENT);
        Files.write(file(Layout.layerLink(RepositoryName.parse("blobs/link"), digest)), new byte[0]);

        assertThat(REGISTRY.head("/v2/blobs/link/blobs/" + digest).statusCode()).isEqualTo(404);

        REGISTRY.pushBlob("blobs/link", CONTENT);

        assertThat(REGISTRY.get("/v2/blobs/link/blobs/" + digest).body()).isEqualTo(CONTENT);
    }

    @Test
    @DisabledIfSystemProperty(
            named = "berth.test.storage",
            matches = "s3",
            disabledReason = "a bucket would have to write it anew, so that its hold protects it instead")
    void sayingThatABlobIsThereMakesItYoung() throws IOException {
        var digest = REGISTRY.pushBlob("blobs/young", CONTENT);
        var data = file(Layout.blobData(digest));
        var old = Instant.parse("2020-01-01T00:00:00Z");

        for (var method : List.of("HEAD", "GET")) {
            Files.setLastModifiedTime(data, FileTime.from(old));
            REGISTRY.send(method, "/v2/blobs/young/blobs/" + digest, new byte[0]);
            assertThat(Files.getLastModifiedTime(data).toInstant()).isAfter(old.plusSeconds(1));
        }
    }

    @Test
    void layoutIsThatOfDistribution() throws IOException {
        var digest = REGISTRY.pushBlob("blobs/layout", CONTENT);
        var v2 = REGISTRY.root().resolve("docker/registry/v2");
        var hex = digest.hex();

        assertThat(v2.resolve("blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data"))
                .hasBinaryContent(CONTENT);
        assertThat(v2.resolve("repositories/blobs/layout/_layers/sha256/" + hex + "/link"))
                .content()
                .isEqualTo(digest.toString());
        assertThat(REGISTRY.storage().list(Layout.uploads(RepositoryName.parse("blobs/layout"))))
                .isEmpty();
    }

    private static Path file(StorageKey key) {
        return REGISTRY.root().resolve(key.toString());
    }

    @Test
    void digestOutOfGrammarIsRefused() {
        for (var digest : List.of("sha256:abc", "md5:" + "0".repeat(32), "sha256:" + "G".repeat(64), "latest")) {
            var answer = REGISTRY.get("/v2/blobs/grammar/blobs/" + digest);
            assertThat(answer.statusCode()).as(digest).isEqualTo(400);
            assertThat(text(answer)).contains("DIGEST_INVALID");
        }
        assertThat(Digest.sha256(CONTENT).toString()).startsWith("sha256:");
    }
}
