package dev.berth.registry.manifests;

import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ManifestDeletionTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    @Test
    void deleteByDigestTakesItsTagsAlong() {
        REGISTRY.pushImage("m/delete", "v1", "seed");
        REGISTRY.pushManifest("m/delete", "v2", image());
        var other = REGISTRY.pushImage("m/delete", "other", "other");

        var answer = REGISTRY.delete("/v2/m/delete/manifests/" + image().digest());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(text(REGISTRY.get("/v2/m/delete/tags/list"))).contains("\"tags\":[\"other\"]");
        assertThat(REGISTRY.get("/v2/m/delete/manifests/" + image().digest()).statusCode())
                .isEqualTo(404);
        assertThat(REGISTRY.get("/v2/m/delete/manifests/" + other.digest()).statusCode())
                .isEqualTo(200);
        assertThat(REGISTRY.delete("/v2/m/delete/manifests/" + image().digest()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void deleteByTagLeavesTheManifest() {
        REGISTRY.pushImage("m/untag", "v1", "seed");

        assertThat(REGISTRY.delete("/v2/m/untag/manifests/v1").statusCode()).isEqualTo(202);

        var again = REGISTRY.delete("/v2/m/untag/manifests/v1");
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(text(again)).contains("MANIFEST_UNKNOWN");
        assertThat(REGISTRY.get("/v2/m/untag/manifests/" + image().digest()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void tagMovesAndItsHistoryStays() {
        REGISTRY.pushImage("m/move", "v1", "seed");
        var second = REGISTRY.pushImage("m/move", "v1", "second");

        assertThat(REGISTRY.get("/v2/m/move/manifests/v1").body()).isEqualTo(second.bytes());
        assertThat(REGISTRY.get("/v2/m/move/manifests/" + image().digest()).statusCode())
                .isEqualTo(200);
    }

    private static TestImages.Document image() {
        return TestImages.image(TestImages.config("seed"), TestImages.layer("seed"));
    }
}
