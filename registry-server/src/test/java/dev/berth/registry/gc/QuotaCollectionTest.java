package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.quotas.QuotasConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A collection gives back what quotas count.
class QuotaCollectionTest {
    private static final String RUNS = "/berth/v1/garbage-collections";
    private static final String AT_ONCE = "{\"minAge\":\"0s\",\"hold\":\"0s\"}";

    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final TestRegistry REGISTRY = new TestRegistry()
            .with(QuotasConfig.class, QuotasConfig.from(ConfigurationNode.parse("berth: {quotas: [{bytes: 1000}]}")));

    @Test
    void whatIsDeletedAndCollectedIsFreeAgain() throws Exception {
        REGISTRY.withMaintenanceToken(folder).restart();
        await().until(REGISTRY::isCounted);
        byte[] large = new byte[500];
        REGISTRY.pushBlob("team/app", large);
        TestImages.Document image = TestImages.image(large);
        REGISTRY.pushManifest("team/app", "v1", image);
        byte[] next = new byte[400];
        assertThat(push(next)).isEqualTo(403);

        REGISTRY.delete("/v2/team/app/manifests/" + image.digest());

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            collect();
            return push(next) == 201;
        });
    }

    private static int push(byte[] content) {
        return REGISTRY.put(REGISTRY.startUpload("team/app") + "?digest=" + Digest.sha256(content), content)
                .statusCode();
    }

    private static void collect() {
        String bearer = "Authorization: Bearer token";
        REGISTRY.send("POST", RUNS, AT_ONCE.getBytes(StandardCharsets.UTF_8), bearer);
        await().until(() ->
                !TestRegistry.text(REGISTRY.get(RUNS + "/latest", bearer)).contains("Running"));
    }
}
