package dev.berth.registry.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.SmallDisk;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.storage.StorageSpace;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreeSpaceTest {
    @Order(1)
    @RegisterExtension
    static final SmallDisk DISK = new SmallDisk(24);

    @Order(2)
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry(DISK.root()).with(FreeSpaceMark.class, mark("8MiB"));

    @Test
    void belowTheMarkPushesAreRefusedAndTheRestGoesOn() throws Exception {
        var image = REGISTRY.pushImage("team/app", "v1", "below the mark");
        Path ballast = Files.write(DISK.root().resolve("ballast"), new byte[17 << 20]);

        var refused = REGISTRY.post("/v2/team/app/blobs/uploads/");

        assertThat(refused.statusCode()).isEqualTo(507);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("less than 8388608 bytes");
        assertThat(REGISTRY.put("/v2/team/app/manifests/v2", image.bytes(), "Content-Type: " + image.mediaType())
                        .statusCode())
                .isEqualTo(507);
        assertThat(REGISTRY.get("/v2/team/app/manifests/v1").statusCode()).isEqualTo(200);
        assertThat(REGISTRY.delete("/v2/team/app/manifests/" + image.digest()).statusCode())
                .isEqualTo(202);
        Files.delete(ballast);
        assertThat(REGISTRY.post("/v2/team/app/blobs/uploads/").statusCode()).isEqualTo(202);
    }

    @Test
    void nearTheMarkPushesAreTakenWithAWarning() throws Exception {
        assertThat(warning(REGISTRY.post("/v2/team/app/blobs/uploads/"))).isEmpty();
        Path ballast = Files.write(DISK.root().resolve("ballast"), new byte[12 << 20]);

        assertThat(warning(REGISTRY.post("/v2/team/app/blobs/uploads/")))
                .startsWith("299 - \"")
                .contains("nearly full");
        assertThat(warning(REGISTRY.get("/v2/team/app/tags/list"))).isEmpty();
        Files.delete(ballast);
    }

    private static String warning(HttpResponse<?> response) {
        return TestRegistry.header(response, "Warning");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "100, true", "50, false", "51B, true", "101B, false", "10%, true", "5%, false", "6%, true"})
    void aMarkIsNearWhenLessThanTwiceOfItIsLeft(String text, boolean near) {
        assertThat(mark(text).isNear(new StorageSpace(1_000, 100))).isEqualTo(near);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "100, true", "101B, false", "1KiB, false", "10%, true", "11%, false"})
    void aMarkIsASizeOrAShare(String text, boolean kept) {
        assertThat(mark(text).isKeptBy(new StorageSpace(1_000, 100))).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "-1", "1.5GiB", "100%", "5 PiB", "999999999999TiB"})
    void whatIsNoSizeIsRefusedByName(String text) {
        assertThatThrownBy(() -> mark(text)).hasMessageStartingWith("berth.storage.minfree ");
    }

    private static FreeSpaceMark mark(String text) {
        return FreeSpaceMark.from(ConfigurationNode.parse("berth: {storage: {minfree: '" + text + "'}}"));
    }
}
