package dev.berth.registry.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.CommandRun;
import dev.berth.registry.LoopbackProxy;
import dev.berth.registry.RegistryClient;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.configuration.Configuration;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    /// Each request of the command goes to the other of the two, and only one knows of the run.
    @Test
    void commandGoesOnWhereAnotherReplicaAnswers() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "secret");
        var turns = new AtomicInteger();
        try (var here = start(token);
                var there = start(token);
                var client = RegistryClient.of(here.address().getPort());
                var service = new LoopbackProxy(
                        () -> (turns.getAndIncrement() % 2 == 0 ? here : there)
                                .address()
                                .getPort(),
                        LoopbackProxy.Way.UNCHANGED,
                        ReplicasCollectionTest::once)) {
            for (int i = 0; i < 3; i++) {
                client.delete("/v2/team/app/manifests/"
                        + client.pushImage("team/app", "t" + i, "layer-" + i).digest());
            }
            TimeUnit.MILLISECONDS.sleep(1_100);

            var collected = CommandRun.of(
                    "collect",
                    "--url=" + service.endpoint(),
                    "--token-file=" + token,
                    "--min-age=1s",
                    "--hold=0s",
                    "--max-rate=3");

            assertThat(collected.status()).as(collected.err()).isZero();
            assertThat(collected.out()).contains("Another collection is running", "\"state\":\"Succeeded\"");
            assertThat(collected.err()).contains("asking anew");
        }
    }

    private static Optional<byte[]> once(byte[] answer, Socket from, Socket to) throws IOException {
        to.getOutputStream().write(answer);
        return Optional.empty();
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
                storage: {filesystem: {rootdirectory: '%s'}, delete: {enabled: true}}
                http: {addr: '127.0.0.1:0'}
                berth: {maintenance: {tokenfile: '%s'}}
                """.formatted(folder.resolve("data"), token), "ReplicasCollectionTest", Map.of()));
    }
}
