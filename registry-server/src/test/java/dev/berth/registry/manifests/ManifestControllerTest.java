package dev.berth.registry.manifests;

import static dev.berth.registry.TestRegistry.header;
import static dev.berth.registry.TestRegistry.location;
import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.MediaType;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestControllerTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private static final String OCI = "Accept: " + MediaType.OCI_MANIFEST;

    @Test
    void pushIsAnsweredAsTheSpecificationSays() {
        push("m/push");

        var answer = REGISTRY.putManifest("m/push", "v1", image());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(location(answer)).isEqualTo("/v2/m/push/manifests/" + image().digest());
        assertThat(header(answer, "Docker-Content-Digest"))
                .isEqualTo(image().digest().toString());
    }

    @Test
    void getAndHeadGiveTheSameHeaders() {
        REGISTRY.pushImage("m/head", "v1", "seed");

        for (var reference : List.of("v1", image().digest().toString())) {
            for (var method : List.of("GET", "HEAD")) {
                var answer = REGISTRY.send(method, "/v2/m/head/manifests/" + reference, new byte[0], OCI);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(header(answer, "Content-Type")).isEqualTo(MediaType.OCI_MANIFEST.value());
                assertThat(header(answer, "Content-Length")).isEqualTo("" + image().bytes().length);
                assertThat(header(answer, "Docker-Content-Digest"))
                        .isEqualTo(image().digest().toString());
                assertThat(header(answer, "ETag")).isEqualTo("\"" + image().digest() + "\"");
                assertThat(answer.body()).isEqualTo(method.equals("GET") ? image().bytes() : new byte[0]);
            }
        }
    }

    @Test
    void clientThatHasTheManifestGetsNothingAgain() {
        REGISTRY.pushImage("m/etag", "v1", "seed");

        var answer = REGISTRY.get("/v2/m/etag/manifests/v1", "If-None-Match: \"" + image().digest() + "\"");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    record Accepting(String accept, int status) {}

    static Stream<Accepting> accepting() {
        return Stream.of(
                new Accepting(MediaType.OCI_MANIFEST.value(), 200),
                new Accepting("text/html, " + MediaType.OCI_MANIFEST + ";q=0.5", 200),
                new Accepting("*/*", 200),
                new Accepting("application/*", 200),
                new Accepting(MediaType.DOCKER_MANIFEST + ", */*", 200),
                new Accepting(MediaType.OCI_MANIFEST.value().toUpperCase(Locale.ROOT), 200),
                new Accepting(MediaType.DOCKER_MANIFEST.value(), 404),
                new Accepting(MediaType.OCI_INDEX.value(), 404),
                new Accepting(MediaType.OCI_MANIFEST + ";q=0, text/html", 404));
    }

    @ParameterizedTest
    @MethodSource("accepting")
    void acceptHeaderIsHonoured(Accepting accepting) {
        REGISTRY.pushImage("m/accept", "v1", "seed");

        var answer = REGISTRY.get("/v2/m/accept/manifests/v1", "Accept: " + accepting.accept());

        assertThat(answer.statusCode()).isEqualTo(accepting.status());
    }

    @Test
    void withoutAcceptHeaderTheManifestIsServed() {
        REGISTRY.pushImage("m/any", "v1", "seed");

        assertThat(REGISTRY.get("/v2/m/any/manifests/v1").statusCode()).isEqualTo(200);
    }

    @Test
    void clientThatKnowsNoListsGetsTheImageForLinuxOnAmd64() {
        push("m/list");
        var child = TestImages.dockerImage(TestImages.config("seed"), TestImages.layer("seed"));
        REGISTRY.pushManifest("m/list", child.digest().toString(), child);
        var list = TestImages.dockerList(child);
        REGISTRY.pushManifest("m/list", "v1", list);

        var old = REGISTRY.get("/v2/m/list/manifests/v1", "Accept: " + MediaType.DOCKER_MANIFEST);
        var recent = REGISTRY.get("/v2/m/list/manifests/v1", "Accept: " + MediaType.DOCKER_LIST);

        assertThat(old.body()).isEqualTo(child.bytes());
        assertThat(header(old, "Docker-Content-Digest"))
                .isEqualTo(child.digest().toString());
        assertThat(recent.body()).isEqualTo(list.bytes());
    }

    @Test
    void everyMissingChildIsNamedInOneAnswer() {
        var answer = REGISTRY.putManifest("m/missing", "v1", image());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer))
                .contains("MANIFEST_BLOB_UNKNOWN")
                .contains(Digest.sha256(TestImages.config("seed")).toString())
                .contains(Digest.sha256(TestImages.layer("seed")).toString());
        assertThat(REGISTRY.get("/v2/m/missing/manifests/v1").statusCode()).isEqualTo(404);
        assertThat(REGISTRY.get("/v2/m/missing/tags/list").statusCode()).isEqualTo(404);
    }

    @Test
    void blobThatOnlyAnotherRepositoryHoldsIsMissing() {
        push("m/theirs");

        assertThat(REGISTRY.putManifest("m/ours", "v1", image()).statusCode()).isEqualTo(400);
    }

    @Test
    void layerCutShortOnDiskIsMissing() throws IOException {
        push("m/short");
        var layer = Digest.sha256(TestImages.layer("seed"));
        Files.write(REGISTRY.root().resolve(Layout.blobData(layer).toString()), new byte[] {1});

        var answer = REGISTRY.putManifest("m/short", "v1", image());

        assertThat(text(answer)).contains("MANIFEST_BLOB_UNKNOWN").contains(layer.toString());
        push("m/short");
        assertThat(REGISTRY.putManifest("m/short", "v1", image()).statusCode()).isEqualTo(201);
    }

    @Test
    void indexWithMissingChildIsRejected() {
        REGISTRY.pushImage("m/index", "v1", "seed");
        var stranger = TestImages.image(TestImages.config("stranger"));

        var answer = REGISTRY.putManifest("m/index", "all", TestImages.index(image(), stranger));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer))
                .contains(stranger.digest().toString())
                .doesNotContain(image().digest().toString());
        assertThat(REGISTRY.putManifest("m/index", "all", TestImages.index(image()))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void indexMayListLayersAsOldBuildCachesDo() {
        push("m/cache");
        var text = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.OCI_INDEX + "\",\"manifests\":["
                + TestImages.descriptor("application/vnd.oci.image.layer.v1.tar+gzip", TestImages.layer("seed"))
                + "]}";

        var answer =
                REGISTRY.putManifest("m/cache", "cache", new TestImages.Document(text, MediaType.OCI_INDEX.value()));

        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void foreignLayerWithAnAddressNeedNotBeThere() {
        REGISTRY.pushBlob("m/foreign", TestImages.config("seed"));
        var layer = "{\"mediaType\":\"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\",\"digest\":\""
                + Digest.sha256(TestImages.layer("seed")) + "\",\"size\":3,\"urls\":[\"https://example.com/layer\"]}";
        var text = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.DOCKER_MANIFEST + "\",\"config\":"
                + TestImages.descriptor("application/vnd.docker.container.image.v1+json", TestImages.config("seed"))
                + ",\"layers\":[" + layer + "]}";

        var answer = REGISTRY.putManifest(
                "m/foreign", "v1", new TestImages.Document(text, MediaType.DOCKER_MANIFEST.value()));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
    }

    @Test
    void pushByDigestMustMatchTheBytes() {
        push("m/digest");

        var wrong =
                REGISTRY.putManifest("m/digest", Digest.sha256(new byte[] {1}).toString(), image());

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(text(wrong)).contains("DIGEST_INVALID");
        REGISTRY.pushManifest("m/digest", image().digest().toString(), image());
        assertThat(text(REGISTRY.get("/v2/m/digest/tags/list"))).contains("\"tags\":[]");
    }

    @Test
    void sha512NamesAManifestToo() {
        push("m/sha512");
        var digest = Digest.of(DigestAlgorithm.SHA512, image().bytes());

        var answer = REGISTRY.putManifest("m/sha512", digest.toString(), image());

        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(REGISTRY.get("/v2/m/sha512/manifests/" + digest).body()).isEqualTo(image().bytes());
    }

    @Test
    void tagOutOfGrammarCanNotBePushedAndIsUnknownOtherwise() {
        push("m/tags");

        for (var tag : List.of(".INVALID", "-x", "x".repeat(129), "a+b")) {
            var path = "/v2/m/tags/manifests/" + tag;
            assertThat(REGISTRY.get(path).statusCode()).as(tag).isEqualTo(404);
            assertThat(REGISTRY.delete(path).statusCode()).as(tag).isEqualTo(404);
            var answer = REGISTRY.putManifest("m/tags", tag, image());
            assertThat(answer.statusCode()).as(tag).isEqualTo(400);
            assertThat(text(answer)).contains("TAG_INVALID");
        }
    }

    @Test
    void emptyLinksCountAsMissingAndAreHealedByAPush() throws IOException {
        REGISTRY.pushImage("m/heal", "v1", "seed");
        var repository = RepositoryName.parse("m/heal");
        for (var link : List.of(
                Layout.revisionLink(repository, image().digest()), Layout.tagCurrentLink(repository, new Tag("v1")))) {
            Files.write(REGISTRY.root().resolve(link.toString()), new byte[0]);
            assertThat(REGISTRY.get("/v2/m/heal/manifests/v1").statusCode()).isEqualTo(404);
        }

        REGISTRY.pushManifest("m/heal", "v1", image());

        assertThat(REGISTRY.get("/v2/m/heal/manifests/v1").body()).isEqualTo(image().bytes());
    }

    private static TestImages.Document image() {
        return TestImages.image(TestImages.config("seed"), TestImages.layer("seed"));
    }

    private static void push(String repository) {
        REGISTRY.pushBlob(repository, TestImages.config("seed"));
        REGISTRY.pushBlob(repository, TestImages.layer("seed"));
    }
}
