package dev.berth.registry.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.RegistryClient;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.TestImages;
import dev.berth.registry.auth.htpasswd.Bcrypt;
import dev.berth.registry.configuration.Configuration;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Endpoints that are down, slow or gone, and a registry that stops and starts. Each push of an index is one event.
class DeliveryTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void refusedEventsAreTriedAgainInTheirOrder() throws Exception {
        receiver.answer(503);
        try (var registry = start("")) {
            push(registry, "a", "b", "c");
            await().atMost(LONG).until(() -> receiver.refused().size() > 5);
            assertThat(metrics(registry))
                    .contains("registry_notifications_pending{endpoint=\"hook\"} 3.0")
                    .contains("registry_notifications_events_total{endpoint=\"hook\",type=\"Events\"} 3.0")
                    .contains(
                            "registry_notifications_status_total{code=\"503 Service Unavailable\",endpoint=\"hook\"}");
            receiver.answer(202);

            await().atMost(LONG).until(() -> receiver.taken().size() == 3);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(metrics(registry))
                            .contains("registry_notifications_pending{endpoint=\"hook\"} 0.0")
                            .contains("registry_notifications_events_total{endpoint=\"hook\",type=\"Successes\"} 3.0"));
        }
        assertThat(receiver.taken()).extracting(Receiver.Message::tag).containsExactly("a", "b", "c");
        assertThat(receiver.refused()).extracting(Receiver.Message::tag).containsOnly("a");
        assertThat(queueFiles()).isEmpty();
    }

    @Test
    void queueOutlivesTheRegistryAndTheEndpoint() throws Exception {
        int port = receiver.port();
        receiver.close();
        try (var registry = start(at(port), "5s", "")) {
            push(registry, "a", "b");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(metrics(registry))
                            .contains("registry_notifications_events_total{endpoint=\"hook\",type=\"Errors\"}"));
        }
        assertThat(queueFiles()).hasSize(1);
        try (var registry = start(at(port), "5s", "")) {
            push(registry, "c");
            receiver = new Receiver(port);

            await().atMost(LONG).until(() -> receiver.taken().size() == 3);
        }
        assertThat(receiver.taken()).extracting(Receiver.Message::tag).containsExactly("a", "b", "c");
        assertThat(queueFiles()).isEmpty();
    }

    @Test
    void whatWaitsIsOnDiskSoonSoThatACrashLosesLittle() throws Exception {
        receiver.answer(500);
        try (var registry = start("")) {
            push(registry, "a", "b");

            await().atMost(LONG).until(() -> queueFiles().stream().anyMatch(file -> lines(file) == 2));
        }
    }

    @Test
    void fullQueueDropsTheOldestAndCountsThem() throws Exception {
        receiver.answer(500);
        try (var registry = start("berth: {notifications: {queuelimit: 3}}")) {
            push(registry, "a", "b");
            await().atMost(LONG).until(() -> !queueFiles().isEmpty());
            push(registry, "c", "d", "e");
            assertThat(metrics(registry))
                    .contains("registry_notifications_pending{endpoint=\"hook\"} 3.0")
                    .contains("registry_notifications_events_total{endpoint=\"hook\",type=\"Dropped\"} 2.0");
            receiver.answer(200);

            await().atMost(LONG).until(() -> receiver.taken().size() == 3);
        }
        assertThat(receiver.taken()).extracting(Receiver.Message::tag).containsExactly("c", "d", "e");
    }

    @Test
    void hangingEndpointSlowsNeitherPushesNorTheStop() throws Exception {
        receiver.hang();
        long start = System.nanoTime();
        try (var registry = start(receiver.url(), "10m", "")) {
            push(registry, "a");
            await().atMost(LONG).until(() -> !receiver.refused().isEmpty());
            start = System.nanoTime();
            push(registry, "b", "c", "d", "e", "f");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            start = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(receiver.refused()).hasSize(1);
        assertThat(queueFiles()).hasSize(1).allMatch(file -> lines(file) == 6);
    }

    @Test
    void answerThatDoesNotComeInTimeIsAFailure() throws Exception {
        receiver.hang();
        try (var registry = start(receiver.url(), "50ms", "")) {
            push(registry, "a");

            await().atMost(LONG).until(() -> receiver.refused().size() > 2);
        }
    }

    @Test
    void redirectIsFollowedOnTheSameServerOnly() throws Exception {
        try (var registry = start("");
                var other = new Receiver()) {
            receiver.redirectTo(other.url().replace("hook", "moved"));
            push(registry, "a");
            await().atMost(LONG).until(() -> receiver.refused().size() > 2);
            receiver.redirectTo("/moved");

            await().atMost(LONG).until(() -> !receiver.taken().isEmpty());
            assertThat(receiver.taken()).extracting(Receiver.Message::path).containsExactly("/moved");
            assertThat(other.taken()).isEmpty();
        }
    }

    @Test
    void actorIsTheUser() throws Exception {
        Path users = Files.writeString(directory.resolve("htpasswd"), "alice:" + Bcrypt.hash("secret") + "\n");
        var http = HttpClient.newBuilder().authenticator(new Alice()).build();
        try (var registry = start("auth: {htpasswd: {realm: Test, path: " + users + "}}");
                var client = new RegistryClient(http, registry.address())) {
            client.pushBlob("a", TestImages.layer("user"));

            await().atMost(LONG).until(() -> !receiver.taken().isEmpty());
        }
        assertThat(receiver.taken().getFirst().event().path("actor").toString()).isEqualTo("{\"name\":\"alice\"}");
    }

    private static final class Alice extends Authenticator {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("alice", "secret".toCharArray());
        }
    }

    private RunningRegistry start(String more) {
        return start(receiver.url(), "5s", more);
    }

    private RunningRegistry start(String url, String timeout, String more) {
        return RunningRegistry.start(Configuration.of("""
                version: 0.1
                log: {accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s/data}}
                http: {addr: "127.0.0.1:0", debug: {addr: "127.0.0.1:0", prometheus: {enabled: true}}}
                notifications: {endpoints: [{name: hook, url: "%s", timeout: %s, threshold: 1, backoff: 20ms}]}
                %s
                """.formatted(directory, url, timeout, more), "test", Map.of()));
    }

    private static String at(int port) {
        return "http://127.0.0.1:" + port + "/hook";
    }

    private static void push(RunningRegistry registry, String... tags) throws IOException {
        try (var client = RegistryClient.of(registry.address().getPort())) {
            for (String tag : tags) {
                client.pushManifest("a", tag, TestImages.index());
            }
        }
    }

    private static String metrics(RunningRegistry registry) throws Exception {
        URI uri = URI.create(at(registry.debugPort().orElseThrow())).resolve("/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private List<Path> queueFiles() throws IOException {
        Path queue = directory.resolve("data/berth/notifications/hook");
        if (!Files.isDirectory(queue)) {
            return List.of();
        }
        try (var files = Files.walk(queue)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .toList();
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException _) {
            return 0;
        }
    }
}
