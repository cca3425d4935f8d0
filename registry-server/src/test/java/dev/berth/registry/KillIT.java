package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import dev.berth.registry.verify.Finding;
import dev.berth.registry.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed again and again while clients push loses nothing that it acknowledged.
class KillIT {
    private static final int PUSHES = Integer.getInteger("kill.pushes", 1000);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final int CLIENTS = 4;
    private static final int MOST_IN_ONE_LIFE = 150;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final AtomicInteger begun = new AtomicInteger();
    private final List<PushingClient> clients =
            IntStream.range(0, CLIENTS).mapToObj(PushingClient::new).toList();

    @Test
    void acknowledgedPushesSurviveAndTheOthersAreAbsentOrComplete() throws Exception {
        int lives = 0;
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            while (begun.get() < PUSHES) {
                live(threads);
                lives++;
            }
        }
        System.out.printf(
                "kill.seed=%d: %d pushes, %d lives, %d pushes were cut off%n",
                SEED,
                begun.get(),
                lives,
                clients.stream().mapToInt(PushingClient::cutOff).sum());
        try (var server = start("{enabled: false}");
                var client = server.client()) {
            for (var each : clients) {
                each.check(client);
            }
        }
        assertThat(findings()).isEmpty();
        assertPurged();
    }

    /// From a start to a kill: the kill comes a few milliseconds after a random number of pushes have begun.
    private void live(ExecutorService threads) throws Exception {
        int end = Math.min(PUSHES, begun.get() + 1 + random.nextInt(MOST_IN_ONE_LIFE));
        long extra = random.nextInt(20_000_000);
        List<Future<?>> running = new ArrayList<>();
        try (var server = start("{enabled: false}")) {
            for (var each : clients) {
                running.add(threads.submit(() -> each.pushUntilCutOff(server.port(), begun)));
            }
            await().atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> begun.get() >= end);
            TimeUnit.NANOSECONDS.sleep(extra);
            server.kill();
        }
        for (var each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
    }

    private ServerProcess start(String purging) throws IOException {
        var file = Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage:
                  filesystem: {rootdirectory: '%s'}
                  maintenance: {uploadpurging: %s}
                """.formatted(data(), purging));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jar = Path.of("target", "registry-server.jar").toString();
        return ServerProcess.start(
                List.of(java, "-XX:TieredStopAtLevel=1", "-jar", jar, "serve", file.toString()),
                folder.resolve("server.log"));
    }

    private Path data() {
        return folder.resolve("data");
    }

    /// A tag that was cut off before its last step is no damage, and the next push of it ends it.
    private List<String> findings() {
        var findings = new ArrayList<String>();
        var storage = new FilesystemStorage(new FilesystemConfig(data()), Clock.systemUTC());
        new Verification(storage, Clock.systemUTC(), finding -> add(findings, finding), false).run();
        return findings;
    }

    private static void add(List<String> findings, Finding finding) {
        if (!List.of("unfinished-tag", "empty-blob-folder")
                .contains(finding.fault().text())) {
            findings.add(finding.toString());
        }
    }

    private void assertPurged() throws IOException {
        for (Path file : litter()) {
            if (Files.isRegularFile(file)) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
            }
        }
        try (var server = start("{enabled: true, age: 1ms, interval: 1s}")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(litter()).as("port %d", server.port()).isEmpty());
        }
    }

    /// Uploads and unfinished writes.
    private List<Path> litter() throws IOException {
        try (var files = Files.walk(data())) {
            return files.filter(KillIT::isLitter).toList();
        }
    }

    private static boolean isLitter(Path file) {
        return file.toString().endsWith(".tmp") || file.toString().contains("/_uploads/");
    }
}
