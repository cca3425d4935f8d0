package dev.berth.registry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.CommandRun;
import dev.berth.registry.RegistryClient;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.TestImages;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of a stopped registry, on a bucket.
class CommandsIT {
    private static final String LAYER = "/v2/team/app/blobs/" + Digest.sha256(TestImages.layer("one"));

    @TempDir
    private Path folder;

    private final ObjectServer server = ObjectServers.VERSITYGW.running();
    private final String bucket = TestBucket.make(server);
    private Configuration configuration;
    private String config;

    @BeforeEach
    void configure() throws IOException {
        var settings = """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage:
                  redirect: {disable: true}
                  delete: {enabled: true}
                  s3: {regionendpoint: '%s', bucket: '%s', accesskey: '%s', secretkey: '%s'}
                http: {addr: '127.0.0.1:0'}
                berth: {s3: {tombstonememory: 0s}}
                """.formatted(server.endpoint(), bucket, ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY);
        config = Files.writeString(folder.resolve("config.yml"), settings).toString();
        configuration = Configuration.of(settings, "CommandsIT", Map.of());
    }

    @Test
    void garbageIsCollected() throws Exception {
        TestImages.Document kept;
        try (var registry = RunningRegistry.start(configuration);
                var client = RegistryClient.of(registry.address().getPort())) {
            client.pushImage("team/app", "latest", "one");
            kept = client.pushImage("team/app", "latest", "two");
        }

        assertThat(CommandRun.of("garbage-collect", "-d", "-m", config).out()).contains("eligible for deletion");
        var collected = CommandRun.of("garbage-collect", "-m", config);
        assertThat(collected.status()).as(collected.err()).isZero();
        var sound = CommandRun.of("verify", config);
        assertThat(sound.status()).as(sound.out() + sound.err()).isZero();

        try (var registry = RunningRegistry.start(configuration);
                var client = RegistryClient.of(registry.address().getPort())) {
            assertThat(client.get(LAYER).statusCode()).isEqualTo(404);
            assertThat(client.get("/v2/team/app/manifests/latest").body()).isEqualTo(kept.bytes());
        }
    }

    @Test
    void damageIsFound() throws Exception {
        try (var registry = RunningRegistry.start(configuration);
                var client = RegistryClient.of(registry.address().getPort())) {
            client.pushImage("team/app", "latest", "two");
        }
        var layer = Digest.sha256(TestImages.layer("two"));
        Files.writeString(
                server.data()
                        .resolve(bucket)
                        .resolve("docker/registry/v2/blobs/sha256/"
                                + layer.hex().substring(0, 2) + "/" + layer.hex() + "/data"),
                "layer of tow");
        var damaged = CommandRun.of("verify", config);
        assertThat(damaged.status()).isEqualTo(1);
        assertThat(damaged.out()).contains(layer.toString());
    }
}
