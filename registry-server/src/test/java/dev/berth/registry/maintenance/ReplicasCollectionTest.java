package dev.berth.registry.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.RunningRegistry;
import dev.berth.registry.configuration.Configuration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one storage: whoever asks reaches one or the other.
class ReplicasCollectionTest {
    @TempDir
    private Path folder;

    @Test
    void eachReplicaTellsOfTheCollectionThatRanLast() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "secret");
        try (var here = start(token);
                var there = start(token);
                var asksHere = client(here, token);
                var asksThere = client(there, token)) {
            collect(asksHere);

            String last = collect(asksThere);

            await().untilAsserted(
                            () -> assertThat(asksHere.show("latest").text("id")).isEqualTo(last));
            assertThat(asksHere.show(last).text("state")).isEqualTo("Succeeded");
        }
    }

    private static String collect(MaintenanceClient client) throws IOException, InterruptedException {
        String id = client.start("{}").text("id");
        await().until(() -> client.show(id).text("state").equals("Succeeded"));
        return id;
    }

    private static MaintenanceClient client(RunningRegistry registry, Path token) {
        URI address = URI.create("http://127.0.0.1:" + registry.address().getPort());
        return new MaintenanceClient(address, token, Optional.empty());
    }

    private RunningRegistry start(Path token) {
        return RunningRegistry.start(
                Configuration.of("""
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: '%s'}}
                http: {addr: '127.0.0.1:0'}
                berth: {maintenance: {tokenfile: '%s'}}
                """.formatted(folder.resolve("data"), token), "ReplicasCollectionTest", Map.of()));
    }
}
