package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PushAndPullTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    @Test
    void aPushedImageComesBackByteForByte() {
        var image = REGISTRY.pushImage("team/app", "v1", "push-and-pull");

        var manifest = REGISTRY.get("/v2/team/app/manifests/v1", "Accept: " + image.mediaType());
        var layer = REGISTRY.get("/v2/team/app/blobs/" + Digest.sha256(TestImages.layer("push-and-pull")));

        assertThat(manifest.statusCode()).isEqualTo(200);
        assertThat(manifest.body()).isEqualTo(image.bytes());
        assertThat(manifest.headers().firstValue("Content-Type")).contains(image.mediaType());
        assertThat(manifest.headers().firstValue("Docker-Content-Digest"))
                .contains(image.digest().toString());
        assertThat(layer.statusCode()).isEqualTo(200);
        assertThat(layer.body()).isEqualTo(TestImages.layer("push-and-pull"));
    }
}
