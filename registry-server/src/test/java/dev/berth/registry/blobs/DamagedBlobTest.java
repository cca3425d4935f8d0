package dev.berth.registry.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A disk that turned bytes around: the size is right, the content is not.
class DamagedBlobTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    @Test
    void aLayerPushedAgainIsHealed() throws Exception {
        var layer = TestImages.layer("damaged-layer");
        REGISTRY.pushImage("team/app", "v1", "damaged-layer");
        damage(Digest.sha256(layer));

        REGISTRY.pushImage("team/app", "v1", "damaged-layer");

        assertThat(REGISTRY.get("/v2/team/app/blobs/" + Digest.sha256(layer)).body())
                .isEqualTo(layer);
    }

    @Test
    void aManifestPushedAgainIsHealed() throws Exception {
        var image = REGISTRY.pushImage("team/app", "v1", "damaged-manifest");
        damage(image.digest());

        REGISTRY.pushImage("team/app", "v1", "damaged-manifest");

        assertThat(REGISTRY.get("/v2/team/app/manifests/v1", "Accept: " + image.mediaType())
                        .body())
                .isEqualTo(image.bytes());
    }

    private static void damage(Digest digest) throws Exception {
        Path data = REGISTRY.root()
                .resolve("docker/registry/v2/blobs/sha256")
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex())
                .resolve("data");
        byte[] content = Files.readAllBytes(data);
        content[content.length / 2] ^= 1;
        Files.write(data, content);
    }
}
