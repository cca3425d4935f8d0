package dev.berth.registry.uploads;

import static dev.berth.registry.TestRegistry.header;
import static dev.berth.registry.TestRegistry.location;
import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UploadControllerTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private static final byte[] FIRST = bytes("first half, ");
    private static final byte[] SECOND = bytes("second half");
    private static final byte[] WHOLE = bytes("first half, second half");
    private static final Digest DIGEST = Digest.sha256(WHOLE);

    @Test
    void startIsAnsweredAsTheSpecificationSays() {
        var answer = REGISTRY.post("/v2/uploads/start/blobs/uploads/");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(location(answer)).startsWith("/v2/uploads/start/blobs/uploads/");
        assertThat(location(answer)).endsWith(header(answer, "Docker-Upload-UUID"));
        assertThat(header(answer, "Range")).isEqualTo("0-0");
        assertThat(header(answer, "OCI-Chunk-Min-Length")).isEqualTo("1");
        assertThat(header(answer, "Content-Length")).isEqualTo("0");
    }

    @Test
    void wholeBlobInOnePut() {
        var answer = REGISTRY.put(REGISTRY.startUpload("uploads/put") + "?digest=" + DIGEST, WHOLE);

        assertCreated(answer, "uploads/put", DIGEST);
        assertThat(REGISTRY.get(location(answer)).body()).isEqualTo(WHOLE);
    }

    @Test
    void wholeBlobInOnePost() {
        var answer = REGISTRY.send("POST", "/v2/uploads/post/blobs/uploads/?digest=" + DIGEST, WHOLE);

        assertCreated(answer, "uploads/post", DIGEST);
        assertThat(REGISTRY.get(location(answer)).body()).isEqualTo(WHOLE);
    }

    @Test
    void chunksWithRangesThenAnEmptyPut() {
        var first = patch(REGISTRY.startUpload("uploads/chunks"), FIRST, "Content-Range: 0-11");
        var second = patch(location(first), SECOND, "Content-Range: 12-22");
        var last = REGISTRY.put(location(second) + "?digest=" + DIGEST, new byte[0]);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(header(first, "Range")).isEqualTo("0-11");
        assertThat(header(second, "Range")).isEqualTo("0-22");
        assertCreated(last, "uploads/chunks", DIGEST);
        assertThat(REGISTRY.get(location(last)).body()).isEqualTo(WHOLE);
    }

    @Test
    void lastChunkMayComeWithThePut() {
        var first = patch(REGISTRY.startUpload("uploads/last"), FIRST);

        var last = REGISTRY.put(location(first) + "?digest=" + DIGEST, SECOND, "Content-Range: 12-22");

        assertCreated(last, "uploads/last", DIGEST);
    }

    @Test
    void bodyWithoutLengthIsStreamed() {
        var request = HttpRequest.newBuilder(REGISTRY.uri(REGISTRY.startUpload("uploads/streamed")))
                .method("PATCH", HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(WHOLE)))
                .build();

        var answer = REGISTRY.send(request);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(header(answer, "Range")).isEqualTo("0-22");
        assertCreated(REGISTRY.put(location(answer) + "?digest=" + DIGEST, new byte[0]), "uploads/streamed", DIGEST);
    }

    @Test
    void chunkOutOfOrderIsRefusedAndTheUploadGoesOn() {
        var first = patch(REGISTRY.startUpload("uploads/order"), FIRST, "Content-Range: 0-11");

        var early = patch(location(first), SECOND, "Content-Range: 20-30");

        assertThat(early.statusCode()).isEqualTo(416);
        assertThat(text(early)).contains("RANGE_INVALID");
        assertThat(header(early, "Range")).isEqualTo("0-11");
        assertThat(patch(location(early), SECOND, "Content-Range: 12-22").statusCode())
                .isEqualTo(202);
    }

    @Test
    void rangeThatContradictsTheLengthIsRefused() {
        var answer = patch(REGISTRY.startUpload("uploads/size"), FIRST, "Content-Range: 0-99");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("SIZE_INVALID");
    }

    @Test
    void statusTellsHowFarItGot() {
        var first = patch(REGISTRY.startUpload("uploads/status"), FIRST);

        for (var method : List.of("GET", "HEAD")) {
            var answer = REGISTRY.send(method, location(first), new byte[0]);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(header(answer, "Range")).isEqualTo("0-11");
            assertThat(location(answer)).isEqualTo(location(first));
            assertThat(header(answer, "Docker-Upload-UUID")).isNotEmpty();
        }
    }

    @Test
    void cancelledUploadIsUnknown() {
        var upload = REGISTRY.startUpload("uploads/cancel");

        assertThat(REGISTRY.delete(upload).statusCode()).isEqualTo(204);

        for (var method : List.of("GET", "PATCH", "DELETE")) {
            var answer = REGISTRY.send(method, upload, FIRST);
            assertThat(answer.statusCode()).as(method).isEqualTo(404);
            assertThat(text(answer)).contains("BLOB_UPLOAD_UNKNOWN");
        }
        assertThat(REGISTRY.put(upload + "?digest=" + DIGEST, WHOLE).statusCode())
                .isEqualTo(404);
    }

    @Test
    void uploadOfOneRepositoryIsUnknownInAnother() {
        var upload = REGISTRY.startUpload("uploads/one");

        assertThat(REGISTRY.get(upload.replace("uploads/one", "uploads/two")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void wrongDigestIsRefusedAndTheUploadIsGone() {
        var upload = REGISTRY.startUpload("uploads/wrong");

        var answer = REGISTRY.put(upload + "?digest=" + Digest.sha256(FIRST), WHOLE);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("DIGEST_INVALID");
        assertThat(REGISTRY.get(upload).statusCode()).isEqualTo(404);
    }

    @Test
    void missingAndMalformedDigestsAreRefusedAndTheUploadStays() {
        var upload = REGISTRY.startUpload("uploads/no-digest");

        for (var query : List.of("", "?digest=", "?digest=sha256:1", "?digest=none:00")) {
            var answer = REGISTRY.put(upload + query, WHOLE);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(text(answer)).contains("DIGEST_INVALID");
        }
        assertCreated(REGISTRY.put(upload + "?digest=" + DIGEST, WHOLE), "uploads/no-digest", DIGEST);
    }

    @Test
    void uploadGoesOnAfterARestart() throws Exception {
        var first = patch(REGISTRY.startUpload("uploads/restart"), FIRST);

        REGISTRY.restart();

        var status = REGISTRY.get(location(first));
        assertThat(header(status, "Range")).isEqualTo("0-11");
        var second = patch(location(status), SECOND, "Content-Range: 12-22");
        assertCreated(REGISTRY.put(location(second) + "?digest=" + DIGEST, new byte[0]), "uploads/restart", DIGEST);
    }

    @Test
    void blobIsMountedFromARepositoryThatHoldsIt() {
        REGISTRY.pushBlob("mount/source", WHOLE);

        var answer = REGISTRY.post("/v2/mount/target/blobs/uploads/?mount=" + DIGEST + "&from=mount/source");

        assertCreated(answer, "mount/target", DIGEST);
        assertThat(REGISTRY.get(location(answer)).body()).isEqualTo(WHOLE);
    }

    @Test
    void mountOfWhatIsNotThereStartsAnUpload() {
        REGISTRY.pushBlob("mount/holder", WHOLE);
        var nowhere = Digest.sha256(new byte[] {1, 2, 3});

        for (var query : List.of("?mount=" + DIGEST + "&from=mount/stranger", "?mount=" + nowhere)) {
            var answer = REGISTRY.post("/v2/mount/hopeful/blobs/uploads/" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(202);
            assertThat(location(answer)).contains("/blobs/uploads/");
        }
        assertThat(REGISTRY.head("/v2/mount/hopeful/blobs/" + DIGEST).statusCode())
                .isEqualTo(404);
    }

    @Test
    void mountWithoutSourceFindsWhatTheRepositoryHoldsAlready() {
        REGISTRY.pushBlob("mount/own", WHOLE);

        assertCreated(REGISTRY.post("/v2/mount/own/blobs/uploads/?mount=" + DIGEST), "mount/own", DIGEST);
    }

    @Test
    void mountWithoutSourceFindsWhatAnotherRepositoryHolds() {
        var content = "to be found".getBytes(StandardCharsets.US_ASCII);
        var digest = REGISTRY.pushBlob("mount/found", content);
        var sha512 = Digest.of(DigestAlgorithm.SHA512, content);
        REGISTRY.put(REGISTRY.startUpload("mount/found") + "?digest=" + sha512, content);

        for (var each : List.of(digest, sha512)) {
            var answer = REGISTRY.post("/v2/mount/finder/blobs/uploads/?mount=" + each);

            assertCreated(answer, "mount/finder", each);
            assertThat(REGISTRY.get(location(answer)).body()).isEqualTo(content);
        }
    }

    @Test
    void mountWithoutSourceFindsNothingThatIsDeleted() {
        var digest = REGISTRY.pushBlob("mount/lost", new byte[] {4, 5, 6});
        REGISTRY.delete("/v2/mount/lost/blobs/" + digest);

        assertThat(REGISTRY.post("/v2/mount/finder/blobs/uploads/?mount=" + digest)
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void digestAlgorithmIsToldBeforehand() {
        var digest = Digest.of(DigestAlgorithm.SHA512, WHOLE);

        var start = REGISTRY.post("/v2/uploads/algorithm/blobs/uploads/?digest-algorithm=sha512");

        assertThat(start.statusCode()).isEqualTo(202);
        assertCreated(REGISTRY.put(location(start) + "?digest=" + digest, WHOLE), "uploads/algorithm", digest);
    }

    @Test
    void unknownDigestAlgorithmIsRefusedBeforeAnythingIsSent() {
        var answer = REGISTRY.post("/v2/uploads/algorithm/blobs/uploads/?digest-algorithm=md5");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("DIGEST_INVALID", "sha256, sha512");
    }

    @Test
    void sha512NamesABlobToo() {
        var digest = Digest.of(DigestAlgorithm.SHA512, WHOLE);

        var answer = REGISTRY.put(REGISTRY.startUpload("uploads/sha512") + "?digest=" + digest, WHOLE);

        assertCreated(answer, "uploads/sha512", digest);
        assertThat(REGISTRY.get("/v2/uploads/sha512/blobs/" + digest).body()).isEqualTo(WHOLE);
        assertThat(REGISTRY.get("/v2/uploads/sha512/blobs/" + DIGEST).body()).isEqualTo(WHOLE);
    }

    private static HttpResponse<byte[]> patch(String path, byte[] body, String... headers) {
        return REGISTRY.send("PATCH", path, body, headers);
    }

    private static void assertCreated(HttpResponse<byte[]> answer, String repository, Digest digest) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        assertThat(location(answer)).isEqualTo("/v2/" + repository + "/blobs/" + digest);
        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(header(answer, "Content-Type")).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
