package dev.berth.registry.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The maintenance API of a serving registry, and what collections do to pushes that go on meanwhile.
class MaintenanceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RUNS = "/berth/v1/garbage-collections";
    private static final String ALL_AT_ONCE =
            "{\"minAge\":\"0s\",\"hold\":\"0s\",\"deleteUntagged\":true,\"dryRun\":false}";

    private static final Path TOKEN = tokenFile();

    @RegisterExtension
    static final TestRegistry REGISTRY =
            new TestRegistry().with(MaintenanceConfig.class, new MaintenanceConfig(Optional.of(TOKEN)));

    @Test
    void tokenIsNeededAndReadAnewForEachRequest() throws IOException {
        assertThat(REGISTRY.get(RUNS + "/latest").statusCode()).isEqualTo(401);
        assertThat(REGISTRY.get(RUNS + "/latest", "Authorization: Bearer wrong").statusCode())
                .isEqualTo(401);
        assertThat(REGISTRY.get(RUNS + "/latest", "Authorization: Basic dG9rZW4=")
                        .statusCode())
                .isEqualTo(401);
        assertThat(REGISTRY.get(RUNS + "/none", bearer()).statusCode()).isEqualTo(404);

        Files.writeString(TOKEN, "renewed\n");

        assertThat(REGISTRY.get(RUNS + "/none", "Authorization: Bearer first").statusCode())
                .isEqualTo(401);
        assertThat(REGISTRY.get(RUNS + "/none", "Authorization: Bearer renewed").statusCode())
                .isEqualTo(404);
    }

    @Test
    void wrongRequestIsRefused() {
        assertThat(start("{\"minAge\":\"soon\"}").statusCode()).isEqualTo(400);
        assertThat(start("{\"minimumAge\":\"1h\"}").statusCode()).isEqualTo(400);
        assertThat(start("[").statusCode()).isEqualTo(400);
        assertThat(start(" ".repeat(20_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void runIsStartedFollowedAndKept() throws Exception {
        Digest orphan = REGISTRY.pushBlob("gc/orphan", TestImages.layer("orphan"));

        JsonNode report = collect(ALL_AT_ONCE);

        assertThat(report.path("state").asText()).isEqualTo("Succeeded");
        assertThat(report.path("removedBlobs").asLong()).isPositive();
        assertThat(REGISTRY.head("/v2/gc/orphan/blobs/" + orphan).statusCode()).isEqualTo(404);
        REGISTRY.restart();
        assertThat(json(REGISTRY.get(RUNS + "/latest", bearer()))).isEqualTo(report);
        assertThat(json(REGISTRY.get(RUNS + "/" + report.path("id").asText(), bearer())))
                .isEqualTo(report);
    }

    /// Clients push, pull and tag while collections without any grace follow each other. A push may be told that a
    /// layer is unknown, and starts anew; what was answered with 201 is there to the last byte, now and at the end.
    @Test
    void nothingAcknowledgedIsLostToCollectionsWithoutGrace() throws Exception {
        int clients = 4;
        AtomicBoolean stop = new AtomicBoolean();
        List<Future<List<Pushed>>> pushes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                String name = "push/client" + client;
                pushes.add(threads.submit(() -> pushUntil(stop, name)));
            }
            Future<Integer> collections = threads.submit(() -> collectUntil(stop));
            try {
                await().atMost(Duration.ofMinutes(2)).until(() -> collections.isDone() || runs() >= 12);
            } finally {
                stop.set(true);
            }

            assertThat(collections.get()).isGreaterThanOrEqualTo(1);
        }
        collect(ALL_AT_ONCE);

        List<Pushed> acknowledged = all(pushes);
        assertThat(acknowledged).hasSizeGreaterThan(clients);
        acknowledged.forEach(MaintenanceTest::assertWhole);
    }

    private record Pushed(String repository, String tag, String seed) {}

    private static final java.util.concurrent.atomic.AtomicInteger RUN_COUNT =
            new java.util.concurrent.atomic.AtomicInteger();

    private static int runs() {
        return RUN_COUNT.get();
    }

    private static int collectUntil(AtomicBoolean stop) throws Exception {
        int count = 0;
        while (!stop.get()) {
            assertThat(collect(ALL_AT_ONCE).path("state").asText()).isEqualTo("Succeeded");
            count++;
            RUN_COUNT.incrementAndGet();
        }
        return count;
    }

    private static List<Pushed> pushUntil(AtomicBoolean stop, String repository) {
        List<Pushed> acknowledged = new ArrayList<>();
        for (int i = 0; !stop.get(); i++) {
            Pushed pushed = new Pushed(repository, "v" + i, repository + (i - i % 2));
            if (push(pushed)) {
                assertWhole(pushed);
                acknowledged.add(pushed);
            }
        }
        return acknowledged;
    }

    /// Every second push finds its layers by HEAD and does not send them, as clients do.
    private static boolean push(Pushed pushed) {
        byte[] config = TestImages.config(pushed.seed);
        byte[] layer = TestImages.layer(pushed.seed);
        for (byte[] blob : List.of(config, layer)) {
            if (REGISTRY.head("/v2/" + pushed.repository + "/blobs/" + Digest.sha256(blob))
                            .statusCode()
                    != 200) {
                REGISTRY.pushBlob(pushed.repository, blob);
            }
        }
        int status = REGISTRY.putManifest(pushed.repository, pushed.tag, TestImages.image(config, layer))
                .statusCode();
        assertThat(status).isIn(201, 400);
        return status == 201;
    }

    private static void assertWhole(Pushed pushed) {
        byte[] layer = TestImages.layer(pushed.seed);
        byte[] config = TestImages.config(pushed.seed);
        String base = "/v2/" + pushed.repository;
        assertThat(REGISTRY.get(base + "/manifests/" + pushed.tag, "Accept: */*")
                        .body())
                .as("manifest of %s", pushed)
                .isEqualTo(TestImages.image(config, layer).bytes());
        assertThat(REGISTRY.get(base + "/blobs/" + Digest.sha256(layer)).body())
                .as("layer of %s", pushed)
                .isEqualTo(layer);
        assertThat(REGISTRY.get(base + "/blobs/" + Digest.sha256(config)).body())
                .as("config of %s", pushed)
                .isEqualTo(config);
    }

    private static List<Pushed> all(List<Future<List<Pushed>>> futures)
            throws ExecutionException, InterruptedException {
        List<Pushed> all = new ArrayList<>();
        for (Future<List<Pushed>> future : futures) {
            all.addAll(future.get());
        }
        return all;
    }

    private static JsonNode collect(String request) {
        HttpResponse<byte[]> started = await().until(() -> start(request), answer -> answer.statusCode() == 202);
        String location = TestRegistry.location(started);
        return await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> json(REGISTRY.get(location, bearer())),
                        run -> !run.path("state").asText().equals("Running"));
    }

    private static HttpResponse<byte[]> start(String request) {
        return REGISTRY.send("POST", RUNS, request.getBytes(StandardCharsets.UTF_8), bearer());
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bearer() {
        try {
            return "Authorization: Bearer " + Files.readString(TOKEN).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path tokenFile() {
        try {
            Path file = Files.createTempFile("berth-token", "");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "first\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
