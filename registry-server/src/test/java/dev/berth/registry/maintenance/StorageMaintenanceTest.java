package dev.berth.registry.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.TestRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What a serving registry tells of its storage.
class StorageMaintenanceTest {
    private static final String STORAGE = "/berth/v1/storage";
    private static final boolean ON_S3 = "s3".equals(System.getProperty("berth.test.storage"));

    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final TestRegistry REGISTRY = new TestRegistry();

    @BeforeAll
    static void token() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "token");
        REGISTRY.with(MaintenanceConfig.class, new MaintenanceConfig(Optional.of(token)))
                .restart();
    }

    @Test
    void tokenIsNeeded() {
        assertThat(REGISTRY.get(STORAGE).statusCode()).isEqualTo(401);
    }

    @Test
    void driverAndWhatTheServiceBehindItCanDoAreTold() throws Exception {
        var response = REGISTRY.get(STORAGE, "Authorization: Bearer token");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        var answer = JsonMapper.builder().build().readTree(response.body());
        if (ON_S3) {
            assertThat(answer.path("driver").asText()).isEqualTo("s3");
            assertThat(answer.path("capabilities").fieldNames())
                    .toIterable()
                    .containsExactly(
                            "conditional-create", "conditional-replace", "conditional-delete", "multipart-copy");
            assertThat(answer.at("/capabilities/conditional-create").booleanValue())
                    .isTrue();
        } else {
            assertThat(answer).hasToString("{\"driver\":\"filesystem\",\"capabilities\":{}}");
        }
    }
}
