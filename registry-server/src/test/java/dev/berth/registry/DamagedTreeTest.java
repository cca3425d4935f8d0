package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What crashes, full disks and other servers leave behind, and that a push heals it.
class DamagedTreeTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private final String name = "damaged/" + UUID.randomUUID();
    private Tree tree = new Tree(REGISTRY.root());
    private TestImages.Document image = TestImages.image(new byte[0]);

    @BeforeEach
    void pushImage() {
        tree = new Tree(REGISTRY.root());
        image = REGISTRY.pushImage(name, "v1", name);
        REGISTRY.pushManifest(name, "v2", image);
    }

    @Test
    void emptyTagLinkIsNoTagAndHidesNoOther() {
        Tree.write(tree.tagLink(name, "v1"), "");

        assertThat(getManifest("v1")).isEqualTo(404);
        assertThat(tags()).isEqualTo("{\"name\":\"" + name + "\",\"tags\":[\"v2\"]}");
        assertHealed();
    }

    @Test
    void brokenTagLinkCanBeDeleted() {
        Tree.truncate(tree.tagLink(name, "v1"));

        assertThat(getManifest("v1")).isEqualTo(404);
        assertThat(REGISTRY.delete("/v2/" + name + "/manifests/v1").statusCode())
                .isEqualTo(202);
        assertThat(tags()).isEqualTo("{\"name\":\"" + name + "\",\"tags\":[\"v2\"]}");
        assertHealed();
    }

    @Test
    void brokenRevisionLinkHidesItsManifestOnly() {
        Tree.truncate(tree.revisionLink(name, image.digest()));

        assertThat(getManifest(image.digest().toString())).isEqualTo(404);
        assertThat(getManifest("v1")).isEqualTo(404);
        assertThat(headBlob(layer())).isEqualTo(200);
        assertHealed();
    }

    @Test
    void emptyLayerLinkIsNoLayer() {
        Tree.write(tree.layerLink(name, layer()), "");

        assertThat(headBlob(layer())).isEqualTo(404);
        assertThat(REGISTRY.putManifest(name, "v3", image).statusCode()).isEqualTo(400);
        assertHealed();
    }

    @Test
    void emptyBlobIsNoBlob() {
        Tree.write(tree.blob(layer()), "");

        assertThat(headBlob(layer())).isEqualTo(404);
        assertThat(getBlob(layer())).isEqualTo(404);
        assertThat(REGISTRY.putManifest(name, "v3", image).statusCode()).isEqualTo(400);
        assertHealed();
    }

    /// Clients ask before they push: the refused manifest takes the damage out of their way.
    @Test
    void truncatedBlobIsSetAsideWhenAManifestShowsIt() {
        Tree.truncate(tree.blob(layer()));
        assertThat(headBlob(layer())).isEqualTo(200);

        var refused = REGISTRY.putManifest(name, "v3", image);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(TestRegistry.text(refused)).contains("MANIFEST_BLOB_UNKNOWN", layer().toString());
        assertThat(headBlob(layer())).isEqualTo(404);
        assertThat(tree.root().resolve("berth/damaged/sha256")).isNotEmptyDirectory();
        assertHealed();
    }

    @Test
    void manifestThatLiesAboutASizeHarmsNoBlob() {
        var lie = new TestImages.Document(
                new String(image.bytes(), StandardCharsets.UTF_8).replaceAll("\"size\":(\\d+)", "\"size\":9$1"),
                image.mediaType());

        assertThat(REGISTRY.putManifest(name, "v3", lie).statusCode()).isEqualTo(400);

        assertThat(headBlob(layer())).isEqualTo(200);
        assertThat(getBlob(layer())).isEqualTo(200);
    }

    @Test
    void truncatedManifestIsNotServed() {
        Tree.truncate(tree.blob(image.digest()));

        assertThat(getManifest("v1")).isEqualTo(404);
        assertHealed();
    }

    @Test
    void manifestOfOtherContentIsNotServedUnderItsDigest() throws Exception {
        var other = TestImages.image(TestImages.config(name), new byte[1]);
        Files.write(tree.blob(image.digest()), other.bytes());

        assertThat(getManifest("v1")).isEqualTo(404);
        assertThat(getManifest(image.digest().toString())).isEqualTo(404);
        assertHealed();
    }

    @Test
    void foldersInPlaceOfFilesHideNothingElse() throws Exception {
        Files.delete(tree.blob(layer()));
        Files.createDirectory(tree.blob(layer()));
        Files.delete(tree.tagLink(name, "v1"));
        Files.createDirectory(tree.tagLink(name, "v1"));
        Files.createFile(tree.inRepository(name, "_manifests/tags/file"));
        Files.createDirectory(tree.inRepository(name, "_manifests/revisions/sha256/link"));

        assertThat(getBlob(layer())).isEqualTo(404);
        assertThat(getManifest("v1")).isEqualTo(404);
        assertThat(getManifest("v2")).isEqualTo(200);
        assertThat(tags()).isEqualTo("{\"name\":\"" + name + "\",\"tags\":[\"v2\"]}");
    }

    @Test
    void temporaryFilesOfOtherServersAreNotSeen() {
        Tree.write(tree.inRepository(name, "_manifests/tags/v3/current/link." + UUID.randomUUID() + ".tmp"), "");
        Tree.write(tree.inRepository(name, "_manifests/tags/link.tmp"), "x");

        assertThat(tags()).isEqualTo("{\"name\":\"" + name + "\",\"tags\":[\"v1\",\"v2\"]}");
        assertThat(getManifest("v3")).isEqualTo(404);
    }

    @Test
    void linkNamedByAnotherAlgorithmLeadsToItsTarget() {
        var content = TestImages.layer(name);
        var sha512 = Digest.of(DigestAlgorithm.SHA512, content);
        Tree.write(tree.layerLink(name, sha512), Digest.sha256(content).toString());
        Tree.write(
                tree.inRepository(name, "_layers/sha384/" + "a".repeat(96) + "/link"),
                Digest.sha256(content).toString());

        assertThat(REGISTRY.get("/v2/" + name + "/blobs/" + sha512).body()).isEqualTo(content);
        assertThat(REGISTRY.get("/v2/" + name + "/blobs/sha384:" + "a".repeat(96))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void linkThatLeadsElsewhereServesNothing() {
        var other = REGISTRY.pushImage(name, "other", "other").digest();
        Tree.write(
                tree.layerLink(name, layer()),
                Digest.sha256(TestImages.layer("other")).toString());
        Tree.write(tree.revisionLink(name, image.digest()), other.toString());

        assertThat(headBlob(layer())).isEqualTo(404);
        assertThat(getBlob(layer())).isEqualTo(404);
        assertThat(getManifest("v1")).isEqualTo(404);
        assertHealed();
    }

    private void assertHealed() {
        pushAsClientsDo(TestImages.config(name));
        pushAsClientsDo(TestImages.layer(name));
        REGISTRY.pushManifest(name, "v1", image);

        assertThat(REGISTRY.get("/v2/" + name + "/manifests/v1").body()).isEqualTo(image.bytes());
        assertThat(REGISTRY.get("/v2/" + name + "/blobs/" + layer()).body()).isEqualTo(TestImages.layer(name));
    }

    private void pushAsClientsDo(byte[] content) {
        if (headBlob(Digest.sha256(content)) != 200) {
            REGISTRY.pushBlob(name, content);
        }
    }

    private Digest layer() {
        return Digest.sha256(TestImages.layer(name));
    }

    private int headBlob(Digest digest) {
        return REGISTRY.head("/v2/" + name + "/blobs/" + digest).statusCode();
    }

    private int getBlob(Digest digest) {
        return REGISTRY.get("/v2/" + name + "/blobs/" + digest).statusCode();
    }

    private int getManifest(String reference) {
        return REGISTRY.get("/v2/" + name + "/manifests/" + reference).statusCode();
    }

    private String tags() {
        return TestRegistry.text(REGISTRY.get("/v2/" + name + "/tags/list"));
    }
}
