package dev.berth.registry.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.Tree;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Each kind of inconsistency, what repair does about it, and that pulls and pushes go on after it.
class VerificationTest {
    private static final String NAME = "team/app";
    private static final String OTHER = "0".repeat(64);

    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private Tree tree = new Tree(REGISTRY.root());
    private TestImages.Document image = TestImages.image(new byte[0]);

    @BeforeEach
    void pushImage() {
        storage().delete(StorageKey.of("docker"));
        storage().delete(StorageKey.of("berth"));
        tree = new Tree(REGISTRY.root());
        image = REGISTRY.pushImage(NAME, "v1", "verified");
        REGISTRY.pushManifest(NAME, "index", TestImages.index(image));
    }

    @Test
    void soundRegistryHasNoFindings() {
        var report = new Verification(storage(), Clock.systemUTC(), System.out::println, true).run();

        assertThat(report).isEqualTo(new VerificationReport(1, 2, 2, 4, report.bytes(), 0, 0));
        assertThat(report.bytes()).isGreaterThan(500);
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void damagedBlobIsSetAsideAndPushedAgain() throws IOException {
        Tree.truncate(tree.blob(layer()));
        assertThat(kinds(false)).containsExactly("damaged-blob", "missing-child");
        assertThat(kinds(false)).hasSize(2);

        assertThat(kinds(true)).containsExactly("damaged-blob", "dangling-layer", "missing-child");

        assertThat(REGISTRY.head("/v2/" + NAME + "/blobs/" + layer()).statusCode())
                .isEqualTo(404);
        try (var aside = Files.list(tree.root().resolve("berth/damaged/sha256"))) {
            assertThat(aside).singleElement().asString().contains(layer().hex());
        }
        assertHealed();
    }

    @Test
    void emptyManifestKeepsItsLink() {
        Tree.write(tree.blob(image.digest()), "");

        assertThat(kinds(true)).containsExactly("damaged-blob", "missing-child", "missing-manifest");

        assertThat(tree.revisionLink(NAME, image.digest())).exists();
        assertHealed();
    }

    @Test
    void missingLayerLosesItsLink() throws IOException {
        Files.delete(tree.blob(layer()));
        assertThat(kinds(false)).containsExactly("dangling-layer", "empty-blob-folder", "missing-child");

        assertThat(kinds(true)).contains("dangling-layer");

        assertThat(tree.layerLink(NAME, layer())).doesNotExist();
        assertThat(kinds(false)).containsExactly("missing-child");
        assertHealed();
    }

    @Test
    void brokenLinkIsWrittenAnewFromItsName() {
        Tree.write(tree.layerLink(NAME, layer()), "");
        Tree.write(tree.revisionLink(NAME, image.digest()), "sha256:" + OTHER);
        assertThat(kinds(false)).containsExactly("broken-link", "broken-link", "dangling-tag", "missing-child");

        assertThat(kinds(true)).containsExactly("broken-link", "broken-link");

        assertSoundAndPullable();
    }

    @Test
    void brokenTagWithOneTargetIsWrittenAnew() {
        Tree.truncate(tree.tagLink(NAME, "v1"));
        assertThat(kinds(false)).containsExactly("broken-link");

        assertThat(kinds(true)).containsExactly("broken-link");

        assertSoundAndPullable();
    }

    @Test
    void brokenTagWithTwoTargetsIsNotGuessed() {
        REGISTRY.pushImage(NAME, "v1", "second");
        Tree.write(tree.tagLink(NAME, "v1"), "");

        assertThat(kinds(true)).containsExactly("broken-link");

        assertThat(tree.tagLink(NAME, "v1")).isEmptyFile();
        assertHealed();
    }

    @Test
    void tagsThatLeadNowhereAreNamedAndLeft() throws IOException {
        REGISTRY.pushImage(NAME, "v2", "second");
        Files.delete(tree.tagLink(NAME, "v2"));
        Files.delete(tree.revisionLink(NAME, image.digest()));

        assertThat(kinds(true)).containsExactly("dangling-tag", "missing-child", "unfinished-tag");

        assertThat(tree.tagLink(NAME, "v1")).exists();
        assertHealed();
    }

    @Test
    void manifestThatIsNoneIsNamed() {
        var text = "no manifest";
        var digest = REGISTRY.pushBlob(NAME, text.getBytes(StandardCharsets.UTF_8));
        Tree.write(tree.revisionLink(NAME, digest), digest.toString());

        assertThat(kinds(true)).containsExactly("unreadable-manifest");
    }

    @Test
    void strangeNamesAreNamedAndLeft() {
        var files = List.of(
                tree.v2().resolve("blobs/sha384/aa/" + "a".repeat(96) + "/data"),
                tree.v2().resolve("blobs/sha256/ff/" + OTHER + "/data"),
                tree.inRepository(NAME, "_layers/sha384/" + "a".repeat(96) + "/link"),
                tree.inRepository(NAME, "_manifests/tags/.hidden"),
                tree.v2().resolve("repositories/UPPER/_manifests/file"));
        files.forEach(file -> Tree.write(file, "x"));

        assertThat(kinds(true)).hasSize(5).containsOnly("strange-name");

        assertThat(files).allMatch(Files::exists);
    }

    @Test
    void foldersInPlaceOfFilesAreNamedAndLeft() {
        Tree.write(tree.inRepository(NAME, "_layers/sha256/" + OTHER + "/link/file"), "x");
        Tree.write(tree.v2().resolve("blobs/sha256/00/" + OTHER + "/data/file"), "x");

        assertThat(kinds(true)).containsExactly("broken-link", "empty-blob-folder");

        assertThat(kinds(false)).hasSize(2);
    }

    /// Other servers leave the folder when they delete the link.
    @Test
    void folderWithoutALinkIsNoInconsistency() throws IOException {
        Files.createDirectories(tree.inRepository(NAME, "_layers/sha256/" + OTHER));
        Files.createDirectories(tree.inRepository(NAME, "_manifests/revisions/sha256/" + OTHER));

        assertThat(kinds(false)).isEmpty();
    }

    @Test
    void oldLeftoversAreRemovedAndYoungOnesAreNot() throws IOException {
        var old = List.of(
                tree.root().resolve("berth/tmp/one.tmp"),
                tree.inRepository(NAME, "_manifests/tags/v1/current/link.1234.tmp"));
        for (Path file : old) {
            Tree.write(file, "x");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        var young = Tree.write(tree.root().resolve("berth/tmp/two.tmp"), "x");
        assertThat(kinds(false)).containsExactly("leftover", "leftover");

        assertThat(kinds(true)).containsExactly("leftover", "leftover");

        assertThat(old).noneMatch(Files::exists);
        assertThat(young).exists();
    }

    private static List<String> kinds(boolean repair) {
        var kinds = new ArrayList<String>();
        var report = new Verification(
                        storage(),
                        Clock.systemUTC(),
                        kind -> kinds.add(kind.fault().text()),
                        repair)
                .run();
        assertThat(report.inconsistencies()).isEqualTo(kinds.size());
        assertThat(report.repaired()).isLessThanOrEqualTo(repair ? kinds.size() : 0);
        return kinds.stream().sorted().toList();
    }

    private static FilesystemStorage storage() {
        return new FilesystemStorage(new FilesystemConfig(REGISTRY.root()), Clock.systemUTC());
    }

    private static Digest layer() {
        return Digest.sha256(TestImages.layer("verified"));
    }

    private void assertHealed() {
        REGISTRY.pushImage(NAME, "v1", "verified");
        REGISTRY.pushImage(NAME, "v2", "second");
        assertSoundAndPullable();
    }

    private void assertSoundAndPullable() {
        assertThat(kinds(false)).isEmpty();
        assertThat(REGISTRY.get("/v2/" + NAME + "/manifests/v1").body()).isEqualTo(image.bytes());
        assertThat(REGISTRY.get("/v2/" + NAME + "/blobs/" + layer()).body()).isEqualTo(TestImages.layer("verified"));
    }
}
