package dev.berth.registry.manifests;

import static dev.berth.registry.TestRegistry.header;
import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.ConfigurationNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Manifests that name what was never pushed, where the settings allow it.
class SparseManifestTest {
    @RegisterExtension
    static final TestRegistry LISTED = registry("""
            validation:
              manifests:
                indexes:
                  platforms: list
                  platformlist:
                    - {os: linux, architecture: amd64}
            """);

    @RegisterExtension
    static final TestRegistry OPEN = registry("""
            validation: {manifests: {indexes: {platforms: none}}}
            berth: {manifests: {missingblobs: true}}
            """);

    private static final TestImages.Document AMD64 = TestImages.image(TestImages.config("amd64"));
    private static final TestImages.Document ARM64 = TestImages.image(TestImages.config("arm64"));

    @Test
    void onlyListedPlatformsMustBeThere() {
        LISTED.pushBlob("sparse/list", TestImages.config("amd64"));
        LISTED.pushManifest("sparse/list", AMD64.digest().toString(), AMD64);

        var whole = LISTED.putManifest("sparse/list", "all", arm64Only(TestImages.index(AMD64, ARM64)));
        var lacking = LISTED.putManifest("sparse/none", "all", arm64Only(TestImages.index(AMD64, ARM64)));

        assertThat(whole.statusCode()).as(text(whole)).isEqualTo(201);
        assertThat(text(lacking))
                .contains("MANIFEST_BLOB_UNKNOWN", AMD64.digest().toString())
                .doesNotContain(ARM64.digest().toString());
    }

    @Test
    void platformsSayNothingAboutLayers() {
        assertThat(text(LISTED.putManifest("sparse/list", "v1", ARM64))).contains("MANIFEST_BLOB_UNKNOWN");
    }

    @Test
    void withoutPlatformsAnIndexMayNameWhatIsNotThere() {
        var index = TestImages.index(AMD64, ARM64);

        assertThat(OPEN.putManifest("sparse/index", "all", index).statusCode()).isEqualTo(201);
        assertThat(OPEN.get("/v2/sparse/index/manifests/all").body()).isEqualTo(index.bytes());
        assertThat(OPEN.get("/v2/sparse/index/manifests/" + AMD64.digest()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void imageMayLackItsBlobs() {
        assertThat(OPEN.putManifest("sparse/image", "v1", AMD64).statusCode()).isEqualTo(201);
        assertThat(OPEN.get("/v2/sparse/image/manifests/v1").body()).isEqualTo(AMD64.bytes());
    }

    @Test
    void whatIsMissingIsNamedInAWarning() {
        OPEN.pushBlob("sparse/warned", TestImages.config("amd64"));
        OPEN.pushManifest("sparse/warned", AMD64.digest().toString(), AMD64);

        var lacking = OPEN.putManifest("sparse/warned", "all", TestImages.index(AMD64, ARM64));
        var whole = OPEN.putManifest("sparse/warned", "one", TestImages.index(AMD64));

        assertThat(header(lacking, "Warning"))
                .isEqualTo("299 - \"accepted, but 1 of 2 parts are not in sparse/warned: " + ARM64.digest() + '"');
        assertThat(header(whole, "Warning")).isEmpty();
    }

    @Test
    void typeThatIsOnlyGuessedIsSaid() {
        var untyped = new TestImages.Document(
                TestImages.index().text().replaceFirst("\"mediaType\":\"[^\"]+\",", ""),
                TestImages.index().mediaType());

        assertThat(header(OPEN.putManifest("sparse/untyped", "v1", untyped), "Warning"))
                .contains("names no mediaType", untyped.mediaType());
    }

    /// Makes the second child one for another platform.
    private static TestImages.Document arm64Only(TestImages.Document index) {
        var last = index.text().lastIndexOf("amd64");
        return new TestImages.Document(
                index.text().substring(0, last) + "arm64" + index.text().substring(last + 5), index.mediaType());
    }

    private static TestRegistry registry(String settings) {
        return new TestRegistry()
                .with(CompletenessConfig.class, CompletenessConfig.from(ConfigurationNode.parse(settings)));
    }
}
