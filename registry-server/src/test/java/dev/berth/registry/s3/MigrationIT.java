package dev.berth.registry.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.RegistryClient;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.configuration.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry moves to a bucket, and back, while clients go on.
class MigrationIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int IMAGES = 20;

    @TempDir
    private Path folder;

    private final Map<String, Document> expected = new HashMap<>();

    @Test
    void registryServesWhileItMovesToABucketAndBack() throws Exception {
        var server = ObjectServers.VERSITYGW.running();
        var disk =
                "storage: {filesystem: {rootdirectory: '%s'}, delete: {enabled: true}}".formatted(folder.resolve("a"));
        var bucket =
                "storage: {s3: {regionendpoint: '%s', bucket: '%s', accesskey: '%s', secretkey: '%s'}, redirect: {disable: true}, delete: {enabled: true}}"
                        .formatted(
                                server.endpoint(),
                                TestBucket.make(server),
                                ObjectServer.ACCESS_KEY,
                                ObjectServer.SECRET_KEY);
        var otherDisk =
                disk.replace(folder.resolve("a").toString(), folder.resolve("b").toString());
        try (var registry = start(disk, "")) {
            var client = RegistryClient.of(registry.address().getPort());
            for (int i = 0; i < IMAGES; i++) {
                push(client, "tag" + i);
            }
        }

        move(disk, bucket);
        move(bucket, otherDisk);

        try (var registry = start(otherDisk, "")) {
            check(registry);
        }
        try (var registry = start(disk, "")) {
            var old = RegistryClient.of(registry.address().getPort());
            assertThat(old.get("/v2/team/app/manifests/tag0").statusCode()).isEqualTo(200);
        }
    }

    /// Slow enough that clients find all of it in the old storage still.
    private void move(String from, String to) throws Exception {
        try (var registry = start(to, "berth: {migration: {rate: 300B, from: {%s}}".formatted(from))) {
            check(registry);
            var client = RegistryClient.of(registry.address().getPort());
            var victim = expected.keySet().iterator().next();
            RegistryClient.require(client.delete("/v2/team/app/manifests/" + victim), 202);
            expected.remove(victim);
            push(client, "during" + expected.size());
            var moved = expected.keySet().stream()
                    .filter(tag -> tag.startsWith("tag"))
                    .findFirst()
                    .orElseThrow();
            expected.put(moved, client.pushImage("team/app", moved, "moved " + expected.size()));
            assertThat(maintenance(registry, "POST", "garbage-collections").statusCode())
                    .isEqualTo(423);
            assertThat(report(registry).path("state").asText()).isEqualTo("Copying");
            check(registry);
        }
        try (var registry = start(to, "berth: {migration: {from: {%s}}".formatted(from))) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> report(registry).path("state").asText().equals("Completed"));
            assertThat(report(registry).path("problems")).isEmpty();
            check(registry);
        }
        try (var registry = start(to, "")) {
            check(registry);
        }
    }

    private RunningRegistry start(String storage, String more) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "secret");
        var own = more.isEmpty() ? "berth: {" : more + ", ";
        var yaml = storage + "\nhttp: {addr: '127.0.0.1:0'}\n" + own
                + "maintenance: {tokenfile: '%s'}}\n".formatted(token);
        return RunningRegistry.start(Configuration.of(yaml, "test", Map.of()));
    }

    private void push(RegistryClient client, String tag) throws IOException {
        expected.put(tag, client.pushImage("team/app", tag, tag));
    }

    /// All tags that must be there are, with all their content, and no others.
    private void check(RunningRegistry registry) throws IOException {
        var client = RegistryClient.of(registry.address().getPort());
        for (var tag : expected.entrySet()) {
            var manifest = client.get("/v2/team/app/manifests/" + tag.getKey());
            assertThat(new String(manifest.body(), UTF_8))
                    .isEqualTo(tag.getValue().text());
            for (JsonNode layer : JSON.readTree(manifest.body()).path("layers")) {
                var blob =
                        client.get("/v2/team/app/blobs/" + layer.path("digest").asText());
                assertThat(blob.body()).hasSize(layer.path("size").asInt());
            }
        }
        var listed = JSON.readTree(client.get("/v2/team/app/tags/list").body()).path("tags");
        assertThat(listed).extracting(JsonNode::asText).containsExactlyInAnyOrderElementsOf(expected.keySet());
    }

    private static JsonNode report(RunningRegistry registry) throws Exception {
        return JSON.readTree(maintenance(registry, "GET", "migration").body());
    }

    private static HttpResponse<String> maintenance(RunningRegistry registry, String method, String what)
            throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            URI uri = registry.address().resolve("/berth/v1/" + what);
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .header("Authorization", "Bearer secret")
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
