package dev.berth.registry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.ServerProcess;
import dev.berth.registry.TestImages;
import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three replicas share a bucket behind a plain round-robin, and one of them is killed every few seconds.
class ReplicasIT {
    private static final int PUSHES = Integer.getInteger("replicas.pushes", 120);
    private static final int CLIENTS = 4;
    private static final int REPLICAS = 3;
    private static final long SECONDS_BETWEEN_KILLS = 4;
    private static final String SHARED = "shared/moving";

    @TempDir
    private Path folder;

    private final AtomicReferenceArray<ServerProcess> replicas = new AtomicReferenceArray<>(REPLICAS);
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger pushed = new AtomicInteger();

    @AfterEach
    void stop() {
        for (int i = 0; i < REPLICAS; i++) {
            Optional.ofNullable(replicas.get(i)).ifPresent(ServerProcess::kill);
        }
    }

    @Test
    void acknowledgedPushesSurviveReplicasThatAreKilled() throws Exception {
        var server = ObjectServers.VERSITYGW.running();
        var replica = new Replica(server.endpoint(), TestBucket.make(server), folder);
        for (int i = 0; i < REPLICAS; i++) {
            replicas.set(i, replica.start("replica" + i, ""));
        }
        var clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new HoppingClient("client" + i, this::nextPort))
                .toList();
        int kills;
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            var running = new ArrayList<Future<?>>();
            clients.forEach(client -> running.add(threads.submit(() -> pushAll(client))));
            kills = killUntilDone(replica, running);
            for (var each : running) {
                each.get();
            }
        }
        int retries = clients.stream().mapToInt(HoppingClient::retries).sum();
        System.out.printf("replicas: %d pushes, %d kills, %d retries%n", pushed.get(), kills, retries);
        for (var client : clients) {
            assertWhole(client);
        }
        assertSharedTagIsOneOf(clients);
        clients.forEach(HoppingClient::close);
    }

    private int nextPort() {
        return replicas.get(Math.floorMod(turn.getAndIncrement(), REPLICAS)).port();
    }

    private Void pushAll(HoppingClient client) throws IOException {
        for (int number = pushed.getAndIncrement(); number < PUSHES; number = pushed.getAndIncrement()) {
            client.push(number, SHARED);
        }
        pushed.decrementAndGet();
        return null;
    }

    private int killUntilDone(Replica replica, List<Future<?>> running) throws Exception {
        var random = new Random();
        int kills = 0;
        while (!running.stream().allMatch(Future::isDone)) {
            TimeUnit.SECONDS.sleep(SECONDS_BETWEEN_KILLS);
            int victim = random.nextInt(REPLICAS);
            replicas.get(victim).kill();
            replicas.set(victim, replica.start("replica" + victim, ""));
            kills++;
        }
        return kills;
    }

    private static void assertWhole(HoppingClient client) throws IOException {
        for (var each : client.acknowledged().entrySet()) {
            var answer = client.send(
                    "GET", "/v2/" + client.repository() + "/manifests/" + each.getKey(), new byte[0], "x/y");
            assertThat(answer.body())
                    .as(each.getKey())
                    .isEqualTo(each.getValue().bytes());
            for (var blob : blobs(answer.body())) {
                var content = client.send("GET", "/v2/" + client.repository() + "/blobs/" + blob, new byte[0], "x/y");
                assertThat(Digest.sha256(content.body())).as(each.getKey()).isEqualTo(blob);
            }
        }
    }

    private static Set<Digest> blobs(byte[] manifest) {
        var digests = new HashSet<Digest>();
        var text = new String(manifest, StandardCharsets.UTF_8);
        var found = Pattern.compile("sha256:[0-9a-f]{64}").matcher(text);
        while (found.find()) {
            digests.add(Digest.parse(found.group()));
        }
        return digests;
    }

    private static void assertSharedTagIsOneOf(List<HoppingClient> clients) throws IOException {
        var answer = clients.getFirst().send("GET", "/v2/" + SHARED + "/manifests/moving", new byte[0], "x/y");
        assertThat(answer.statusCode()).isEqualTo(200);
        var all = clients.stream()
                .flatMap(client -> client.acknowledged().values().stream())
                .map(TestImages.Document::digest)
                .toList();
        assertThat(all).contains(Digest.sha256(answer.body()));
    }
}
