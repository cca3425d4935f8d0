package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// On a real file system that really ends.
class FullDiskTest {
    private static final int MEBIBYTE = 1 << 20;

    @Order(1)
    @RegisterExtension
    static final SmallDisk DISK = new SmallDisk(16);

    @Order(2)
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry(DISK.root());

    @Test
    void aPushThatDoesNotFitIsRefusedWhilePullsAndDeletesGoOn() {
        var image = REGISTRY.pushImage("team/app", "v1", "before");
        var tooLarge = content(32 * MEBIBYTE);

        var refused = REGISTRY.put(upload(tooLarge), tooLarge);

        assertThat(refused.statusCode()).isEqualTo(507);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("UNKNOWN", "no space left");
        assertThat(REGISTRY.get("/v2/team/app/manifests/v1", "Accept: " + image.mediaType())
                        .body())
                .isEqualTo(image.bytes());
        assertThat(REGISTRY.head("/v2/team/app/blobs/" + Digest.sha256(tooLarge))
                        .statusCode())
                .isEqualTo(404);
        assertThat(REGISTRY.delete("/v2/team/app/manifests/" + image.digest()).statusCode())
                .isEqualTo(202);
    }

    @Test
    void whatARefusedPushTookIsFreeAgain() {
        var tooLarge = content(32 * MEBIBYTE);
        var fits = content(10 * MEBIBYTE);

        REGISTRY.put(upload(tooLarge), tooLarge);

        assertThat(REGISTRY.put(upload(fits), fits).statusCode()).isEqualTo(201);
    }

    private static String upload(byte[] content) {
        var location = REGISTRY.startUpload("team/app");
        return location + (location.contains("?") ? "&" : "?") + "digest=" + Digest.sha256(content);
    }

    private static byte[] content(int length) {
        var content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
