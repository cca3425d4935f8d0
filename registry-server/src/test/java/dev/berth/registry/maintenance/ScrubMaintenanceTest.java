package dev.berth.registry.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.events.Cause;
import dev.berth.registry.events.RegistryEvent;
import dev.berth.registry.events.RegistryEventListener;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Lease;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What clients see of damage that a scrub finds in a serving registry.
class ScrubMaintenanceTest {
    private static final String SCRUBS = "/berth/v1/scrubs";
    private static final String BEARER = "Authorization: Bearer token";
    private static final List<RegistryEvent> EVENTS = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final TestRegistry REGISTRY =
            new TestRegistry().with(RegistryEventListener.class, (RegistryEvent event, Cause _) -> EVENTS.add(event));

    @BeforeAll
    static void token() throws Exception {
        REGISTRY.withMaintenanceToken(folder).restart();
    }

    @Test
    void tokenIsNeeded() {
        assertThat(REGISTRY.post(SCRUBS).statusCode()).isEqualTo(401);
        assertThat(REGISTRY.get(SCRUBS + "/latest").statusCode()).isEqualTo(401);
    }

    @Test
    void damagedLayerAndManifestAreUnknownUntilTheyArePushedAgain() throws IOException {
        TestImages.Document image = REGISTRY.pushImage("team/app", "v1", "damaged");
        Digest layer = Digest.sha256(TestImages.layer("damaged"));
        damage(layer);
        damage(image.digest());
        assertThat(REGISTRY.head("/v2/team/app/blobs/" + layer).statusCode()).isEqualTo(200);

        JsonNode report = scrub();

        assertThat(report.path("damaged")).hasSize(2);
        assertThat(report.path("damaged").get(0).path("repositories").get(0).asText())
                .isEqualTo("team/app");
        assertThat(REGISTRY.head("/v2/team/app/blobs/" + layer).statusCode()).isEqualTo(404);
        assertThat(REGISTRY.head("/v2/team/app/manifests/v1").statusCode()).isEqualTo(404);
        assertThat(EVENTS).contains(new RegistryEvent.BlobDamaged(RepositoryName.parse("team/app"), layer));

        REGISTRY.pushImage("team/app", "v1", "damaged");

        assertThat(REGISTRY.get("/v2/team/app/blobs/" + layer).body()).isEqualTo(TestImages.layer("damaged"));
        assertThat(REGISTRY.get("/v2/team/app/manifests/v1").body()).isEqualTo(image.bytes());
        assertThat(scrub().path("damaged")).isEmpty();
    }

    @Test
    void oneScrubAtATimeOverAllProcesses() {
        scrub();
        var storage = new FilesystemStorage(new FilesystemConfig(REGISTRY.root()), Clock.systemUTC());
        try (var _ = Lease.acquire(storage, Layout.scrubLeases()).orElseThrow()) {
            assertThat(REGISTRY.post(SCRUBS, BEARER).statusCode()).isEqualTo(409);
        }
    }

    private static JsonNode scrub() {
        await().until(() -> REGISTRY.post(SCRUBS, BEARER).statusCode() == 202);
        return await().until(
                        () -> JsonMapper.builder()
                                .build()
                                .readTree(
                                        REGISTRY.get(SCRUBS + "/latest", BEARER).body()),
                        report -> report.path("state").asText().equals("Succeeded"));
    }

    private static void damage(Digest digest) throws IOException {
        Path data = REGISTRY.root().resolve(Layout.blobData(digest).toString());
        byte[] content = Files.readAllBytes(data);
        content[content.length / 2] ^= 1;
        Files.write(data, content);
    }
}
