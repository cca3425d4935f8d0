package dev.berth.registry.manifests;

import static dev.berth.registry.TestRegistry.header;
import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A manifest pushed by another digest than the one its content is stored by.
class Sha512ManifestTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private static final TestImages.Document IMAGE =
            TestImages.image(TestImages.config("seed"), TestImages.layer("seed"));
    private static final Digest SHA512 = Digest.of(DigestAlgorithm.SHA512, IMAGE.bytes());

    @Test
    void tagAnswersWithTheDigestItWasPushedUnder() {
        push("s/tag", SHA512 + "?tag=v1");

        var answer = REGISTRY.get("/v2/s/tag/manifests/v1");

        assertThat(answer.body()).isEqualTo(IMAGE.bytes());
        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(SHA512.toString());
    }

    @Test
    void deletionUnderOneNameTakesAllTagsAndTheOtherNameAlong() {
        for (var name : List.of(SHA512, IMAGE.digest())) {
            var repository = "s/delete-" + name.algorithm().text();
            push(repository, SHA512 + "?tag=long");
            push(repository, "short");

            var answer = REGISTRY.delete("/v2/" + repository + "/manifests/" + name);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(text(REGISTRY.get("/v2/" + repository + "/tags/list"))).contains("\"tags\":[]");
            for (var gone : List.of(SHA512, IMAGE.digest())) {
                assertThat(REGISTRY.get("/v2/" + repository + "/manifests/" + gone)
                                .statusCode())
                        .as("%s after deletion of %s", gone, name)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void referrerDeletedByItsSha512NameLeavesNoEntry() {
        var config = TestImages.config("signature");
        var signature = TestImages.artifact("test/signature", IMAGE, config);
        var named = Digest.of(DigestAlgorithm.SHA512, signature.bytes());
        REGISTRY.pushBlob("s/referrer", config);
        REGISTRY.pushManifest("s/referrer", named.toString(), signature);
        var entry = REGISTRY.root()
                .resolve(Layout.referrer(RepositoryName.parse("s/referrer"), IMAGE.digest(), signature.digest())
                        .toString());
        assertThat(entry).exists();

        REGISTRY.delete("/v2/s/referrer/manifests/" + named);

        assertThat(Files.exists(entry)).isFalse();
    }

    @Test
    void fallbackTagPushedUnderSha512IsReadToo() {
        push("s/fallback", "v1");
        var index = TestImages.index(IMAGE);
        var tag = IMAGE.digest().toString().replace(':', '-');
        REGISTRY.pushManifest("s/fallback", Digest.of(DigestAlgorithm.SHA512, index.bytes()) + "?tag=" + tag, index);

        assertThat(text(REGISTRY.get("/v2/s/fallback/referrers/" + IMAGE.digest())))
                .contains("\"digest\":\"" + IMAGE.digest() + "\"");
    }

    private static void push(String repository, String reference) {
        REGISTRY.pushBlob(repository, TestImages.config("seed"));
        REGISTRY.pushBlob(repository, TestImages.layer("seed"));
        REGISTRY.pushManifest(repository, reference, IMAGE);
    }
}
