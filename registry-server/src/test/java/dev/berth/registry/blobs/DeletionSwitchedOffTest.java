package dev.berth.registry.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestRegistry;
import dev.berth.registry.storage.DeletionConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeletionSwitchedOffTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry().with(DeletionConfig.class, new DeletionConfig(false));

    @Test
    void nothingCanBeDeletedNotEvenATag() {
        var image = REGISTRY.pushImage("kept", "v1", "deletion-off");
        var blob = REGISTRY.pushBlob("kept", new byte[] {1});

        for (var path : List.of("blobs/" + blob, "manifests/" + image.digest(), "manifests/v1", "manifests/none")) {
            var answer = REGISTRY.delete("/v2/kept/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(405);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("UNSUPPORTED");
        }
        assertThat(REGISTRY.head("/v2/kept/manifests/v1").statusCode()).isEqualTo(200);
    }
}
