package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.Tree;
import dev.berth.registry.gc.CollectionReport.State;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.storage.StorageKey;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// However a tree is damaged, a collection ends well and what can still be pulled can be pulled after it.
class DamagedTreeCollectionTest {
    private static final String SHA384 = "a".repeat(96);

    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private final String name = "damaged/" + UUID.randomUUID();

    static Stream<Arguments> damages() {
        return Stream.concat(brokenContent(), strangeNames());
    }

    private static Stream<Arguments> brokenContent() {
        var other = TestImages.image(TestImages.config("other"), TestImages.layer("other"));
        var layer = Digest.sha256(TestImages.layer("other"));
        return Stream.of(
                damage("empty tag", tree -> Tree.write(tree.tagLink("x/y", "other"), "")),
                damage("truncated tag", tree -> Tree.truncate(tree.tagLink("x/y", "other"))),
                damage("empty revision", tree -> Tree.write(tree.revisionLink("x/y", other.digest()), "")),
                damage("empty manifest", tree -> Tree.write(tree.blob(other.digest()), "")),
                damage("truncated manifest", tree -> Tree.truncate(tree.blob(other.digest()))),
                damage("empty layer link", tree -> Tree.write(tree.layerLink("x/y", layer), "")),
                damage("empty blob", tree -> Tree.write(tree.blob(layer), "")),
                damage(
                        "tag without history or link",
                        tree -> Tree.write(tree.inRepository("x/y", "_manifests/tags/v9/x"), "")),
                damage("leftover uploads", tree -> {
                    Tree.write(tree.inRepository("x/y", "_uploads/one/hashstates/sha256/0"), "state");
                    Tree.write(tree.inRepository("x/y", "_uploads/two/startedat"), "nonsense");
                    Tree.write(tree.inRepository("x/y", "_uploads/file"), "nonsense");
                }),
                damage(
                        "temporary files",
                        tree -> Tree.write(tree.inRepository("x/y", "_manifests/tags/other/current/link.77.tmp"), "")));
    }

    private static Stream<Arguments> strangeNames() {
        return Stream.of(
                damage(
                        "layer of unknown algorithm",
                        tree -> Tree.write(
                                tree.inRepository("x/y", "_layers/sha384/" + SHA384 + "/link"),
                                Digest.sha256(TestImages.layer("mine")).toString())),
                damage(
                        "revision of unknown algorithm",
                        tree -> Tree.write(
                                tree.inRepository("x/y", "_manifests/revisions/sha384/" + SHA384 + "/link"),
                                "sha384:" + SHA384)),
                damage(
                        "blob of unknown algorithm",
                        tree -> Tree.write(tree.v2().resolve("blobs/sha384/aa/" + SHA384 + "/data"), "x")),
                damage("stray files", tree -> {
                    Stream.of("_layers/stray", "_layers/sha256/stray", "_manifests/stray", "_manifests/tags/stray")
                            .forEach(path -> Tree.write(tree.inRepository("x/y", path), "x"));
                    Tree.write(tree.inRepository("x/y", "_manifests/revisions/stray"), "x");
                    Tree.write(tree.v2().resolve("blobs/sha256/stray"), "x");
                    Tree.write(tree.v2().resolve("repositories/stray"), "x");
                }),
                damage(
                        "link that is a folder",
                        tree -> Tree.write(
                                tree.inRepository("x/y", "_layers/sha256/" + "ab".repeat(32) + "/link/file"), "x")));
    }

    private static Arguments damage(String name, Consumer<Tree> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void collectionEndsWellAndWhatIsReachableStays(String damage, Consumer<Tree> change) {
        var mine = REGISTRY.pushImage("x/y", "mine", "mine");
        REGISTRY.pushImage("x/y", "other", "other");
        REGISTRY.pushManifest("x/y", "index", TestImages.index(mine));
        var elsewhere = REGISTRY.pushImage(name, "v1.tmp", name);
        var garbage = REGISTRY.pushBlob(name, TestImages.layer("garbage"));
        change.accept(new Tree(REGISTRY.root()));

        var report = collect();

        assertThat(report.state()).as("%s: %s", damage, report.problems()).isEqualTo(State.Succeeded);
        assertPulls("x/y", "mine", "mine", mine);
        assertPulls(name, "v1.tmp", name, elsewhere);
        assertThat(REGISTRY.get("/v2/x/y/manifests/index").statusCode()).isEqualTo(200);
        assertThat(REGISTRY.head("/v2/" + name + "/blobs/" + garbage).statusCode())
                .isEqualTo(404);
        removeRepository();
    }

    /// Names that end like temporary files are names all the same.
    @Test
    void repositoryWithTheNameOfATemporaryFileIsKept() {
        var image = REGISTRY.pushImage(name + "/app.tmp", "v1", name);

        assertThat(collect().state()).isEqualTo(State.Succeeded);

        assertPulls(name + "/app.tmp", "v1", name, image);
    }

    private static CollectionReport collect() {
        var storage = REGISTRY.storage();
        return Collecting.collect(storage, CollectionRequest.atOnce(true));
    }

    private static void assertPulls(String repository, String tag, String seed, TestImages.Document image) {
        assertThat(REGISTRY.get("/v2/" + repository + "/manifests/" + tag).body())
                .isEqualTo(image.bytes());
        for (var blob : new byte[][] {TestImages.config(seed), TestImages.layer(seed)}) {
            assertThat(REGISTRY.get("/v2/" + repository + "/blobs/" + Digest.sha256(blob))
                            .body())
                    .isEqualTo(blob);
        }
    }

    private static void removeRepository() {
        var storage = REGISTRY.storage();
        storage.delete(StorageKey.of("docker", "registry", "v2", "repositories", "x"));
        storage.delete(StorageKey.of("docker", "registry", "v2", "repositories", "stray"));
    }
}
