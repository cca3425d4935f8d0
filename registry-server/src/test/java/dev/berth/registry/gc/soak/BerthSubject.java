package dev.berth.registry.gc.soak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.registry.ServerProcess;
import dev.berth.registry.gc.soak.Tally.Count;
import dev.berth.registry.maintenance.MaintenanceClient;
import dev.berth.registry.maintenance.MaintenanceClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// This registry, whose collections are asked for through its maintenance API. Most have ages and holds of a second,
/// every fifth has none at all.
final class BerthSubject implements Subject {
    private static final String SECONDS = "{\"minAge\":\"1s\",\"hold\":\"1s\",\"deleteUntagged\":true}";
    private static final String AT_ONCE = "{\"minAge\":\"0s\",\"hold\":\"0s\",\"deleteUntagged\":true}";
    private final Path folder;
    private final String driver;
    private final int servers;
    private final Path token;
    private int collections;

    /// One server in the folder.
    static BerthSubject on(Path folder) throws IOException {
        return new BerthSubject(folder, "filesystem: {rootdirectory: '%s'}".formatted(folder.resolve("data")), 1);
    }

    /// Several on one bucket, whose driver is given as a line of the configuration.
    static BerthSubject onBucket(Path folder, String driver, int servers) throws IOException {
        return new BerthSubject(folder, driver, servers);
    }

    private BerthSubject(Path folder, String driver, int servers) throws IOException {
        this.folder = folder;
        this.driver = driver;
        this.servers = servers;
        this.token = Files.writeString(folder.resolve("token"), "soaking\n");
    }

    @Override
    public int servers() {
        return servers;
    }

    @Override
    public ServerProcess start(int number) throws IOException {
        Path config =
                Files.writeString(folder.resolve("config" + number + ".yml"), """
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage:
                  %s
                  delete: {enabled: true}
                  redirect: {disable: true}
                  maintenance: {uploadpurging: {enabled: false}}
                http: {secret: shared}
                berth:
                  replicas: %d
                  maintenance: {tokenfile: '%s'}
                """.formatted(driver, servers, token));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = System.getProperty(
                "soak.jar", Path.of("target", "registry-server.jar").toString());
        return ServerProcess.start(
                List.of(java, "-XX:TieredStopAtLevel=1", "-Xmx512m", "-jar", jar, "serve", config.toString()),
                folder.resolve("server" + number + ".log"));
    }

    @Override
    public void collect(ServerProcess server, Tally tally) throws IOException, InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + server.port());
        try (MaintenanceClient client = new MaintenanceClient(url, token, Optional.empty())) {
            tally.setCollecting(true);
            Answer run = client.start(collections++ % 5 == 4 ? AT_ONCE : SECONDS);
            while (run.text("state").equals("Running") && run.status() != 409) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                run = client.show(run.text("id"));
            }
            if (run.text("state").equals("Succeeded") && run.status() != 409) {
                count(run.json(), tally);
            }
        }
    }

    private static void count(JsonNode report, Tally tally) {
        tally.add(Count.COLLECTIONS);
        tally.add(
                Count.CONDEMNED,
                report.path("condemnedBlobs").asLong()
                        + report.path("condemnedManifests").asLong());
        tally.add(Count.RESCUED, report.path("rescued").asLong());
        tally.add(
                Count.PURGED,
                report.path("removedBlobs").asLong()
                        + report.path("removedManifests").asLong());
        tally.add(Count.PURGED_BYTES, report.path("freedBytes").asLong());
        report.path("problems").forEach(problem -> {
            tally.add(Count.REPOSITORIES_KEPT_WHOLE);
            System.out.println("soak: " + problem.asText());
        });
    }

    @Override
    public boolean mayBeKilled() {
        return true;
    }
}
