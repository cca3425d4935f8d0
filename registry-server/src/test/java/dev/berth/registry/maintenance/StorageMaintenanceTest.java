package dev.berth.registry.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.TestStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What a serving registry tells of its storage.
class StorageMaintenanceTest {
    private static final String STORAGE = "/berth/v1/storage";

    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final TestRegistry REGISTRY = new TestRegistry();

    @BeforeAll
    static void token() throws Exception {
        REGISTRY.withMaintenanceToken(folder).restart();
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
        if (TestStorage.isBucket()) {
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
