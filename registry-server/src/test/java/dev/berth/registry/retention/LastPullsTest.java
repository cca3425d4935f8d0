package dev.berth.registry.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.ConfigurationNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What pulls leave behind where a rule asks for them.
class LastPullsTest {
    @RegisterExtension
    private static final TestRegistry REGISTRY = new TestRegistry()
            .with(
                    RetentionConfig.class,
                    RetentionConfig.from(ConfigurationNode.parse("berth: {retention: [{keep: {pulledwithin: 24h}}]}")));

    @Test
    void pullIsRecordedForItsTagAndItsDigestWhenTheServerStops() throws Exception {
        TestImages.Document image = REGISTRY.pushImage("team/app", "v1", "pulled");
        REGISTRY.pushImage("team/app", "v2", "not pulled");

        REGISTRY.get("/v2/team/app/manifests/v1");
        REGISTRY.restart();

        assertThat(record("v1")).exists();
        assertThat(record("sha256-" + image.digest().hex())).exists();
        assertThat(record("v2")).doesNotExist();
    }

    @Test
    void recordIsWrittenAnewOnceAnHour() throws Exception {
        REGISTRY.pushImage("team/app", "young", "young");
        REGISTRY.pushImage("team/app", "old", "old");
        REGISTRY.get("/v2/team/app/manifests/young");
        REGISTRY.get("/v2/team/app/manifests/old");
        REGISTRY.restart();
        Instant young = age("young", Duration.ofMinutes(50));
        Instant old = age("old", Duration.ofMinutes(70));

        REGISTRY.get("/v2/team/app/manifests/young");
        REGISTRY.get("/v2/team/app/manifests/old");
        REGISTRY.restart();

        assertThat(time("young")).isEqualTo(young);
        assertThat(time("old")).isAfter(old);
    }

    private static Instant age(String tag, Duration age) throws IOException {
        Files.setLastModifiedTime(record(tag), FileTime.from(Instant.now().minus(age)));
        return time(tag);
    }

    private static Instant time(String tag) throws IOException {
        return Files.getLastModifiedTime(record(tag)).toInstant();
    }

    private static Path record(String reference) {
        return REGISTRY.root().resolve("berth/pulls/team/app/_pulls/" + reference);
    }
}
