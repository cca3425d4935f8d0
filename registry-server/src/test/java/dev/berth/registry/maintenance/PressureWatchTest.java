package dev.berth.registry.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.SmallDisk;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.gc.CollectionConfig;
import dev.berth.registry.oci.Digest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A registry whose disk fills up.
class PressureWatchTest {
    private static final String LATEST = "/berth/v1/garbage-collections/latest";
    private static final String BEARER = "Authorization: Bearer token";

    @TempDir
    private static Path folder;

    @Order(1)
    @RegisterExtension
    static final SmallDisk DISK = new SmallDisk(16);

    @Order(2)
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry(DISK.root());

    @Test
    void collectsByItself() throws Exception {
        Digest garbage = REGISTRY.pushBlob("team/app", new byte[5 << 20]);
        var config = CollectionConfig.from(
                ConfigurationNode.parse("berth: {garbagecollection: {startbelow: 12MiB, minage: 0s}}"));

        REGISTRY.withMaintenanceToken(folder)
                .with(CollectionConfig.class, config)
                .restart();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> TestRegistry.text(REGISTRY.get(LATEST, BEARER)).contains("\"state\":\"Succeeded\""));
        assertThat(TestRegistry.text(REGISTRY.get(LATEST, BEARER)))
                .contains("\"trigger\":\"DiskPressure\"", "\"removedBlobs\":1", "\"phase\":\"Ended\"");
        assertThat(REGISTRY.head("/v2/team/app/blobs/" + garbage).statusCode()).isEqualTo(404);
    }
}
