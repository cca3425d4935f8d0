package dev.berth.registry.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.RegistryClient;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.s3.FaultyProxy.Fault;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.s3.bucket.Bucket;
import dev.berth.registry.storage.s3.bucket.Capabilities;
import dev.berth.registry.storage.s3.bucket.S3Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A service that fails is told of, loses nothing, and is used again once it is back.
class FaultsIT {

    @ParameterizedTest
    @EnumSource(
            names = {"NONE", "SLOW", "CONFLICT"},
            mode = EnumSource.Mode.EXCLUDE)
    void serviceThatFailsIsUsedAgainOnceItIsBack(Fault fault) throws Exception {
        var server = ObjectServers.VERSITYGW.running();
        try (var proxy = new FaultyProxy(server.port());
                var registry =
                        RunningRegistry.start(settings(proxy.endpoint(), TestBucket.make(server), "berth-secret-key"));
                var client = RegistryClient.of(registry.address().getPort())) {
            var before = client.pushImage("faults/app", "before", "before");
            var upload = client.patch(client.startUpload("faults/app"), bytes("first half, "));

            proxy.set(fault);

            var refused = client.get("/v2/faults/app/manifests/before");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(text(refused.body())).contains("UNAVAILABLE").doesNotContain("berth-secret-key");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();

            proxy.set(Fault.NONE);

            assertThat(client.get("/v2/faults/app/manifests/before").body()).isEqualTo(before.bytes());
            client.finish(upload, bytes("second half"), Digest.sha256(bytes("first half, second half")));
            client.pushImage("faults/app", "after", "after");
        }
    }

    @Test
    void slowServiceIsWaitedFor() throws Exception {
        var server = ObjectServers.VERSITYGW.running();
        try (var proxy = new FaultyProxy(server.port());
                var registry =
                        RunningRegistry.start(settings(proxy.endpoint(), TestBucket.make(server), "berth-secret-key"));
                var client = RegistryClient.of(registry.address().getPort())) {
            proxy.set(Fault.SLOW);

            var image = client.pushImage("faults/app", "slow", "slow");

            assertThat(client.get("/v2/faults/app/manifests/slow").body()).isEqualTo(image.bytes());
        }
    }

    /// So do services that keep a bucket in folders when a neighbour's deletion takes an empty one away, and those that
    /// are asked for the same key twice.
    @Test
    void requestRefusedForAnotherUnderWayIsTriedAgain() throws Exception {
        var server = ObjectServers.VERSITYGW.running();
        try (var proxy = new FaultyProxy(server.port());
                var registry =
                        RunningRegistry.start(settings(proxy.endpoint(), TestBucket.make(server), "berth-secret-key"));
                var client = RegistryClient.of(registry.address().getPort())) {
            proxy.set(Fault.CONFLICT);

            for (int i = 0; i < 4; i++) {
                var image = client.pushImage("faults/app", "conflict-" + i, "conflict-" + i);
                assertThat(client.get("/v2/faults/app/manifests/conflict-" + i).body())
                        .isEqualTo(image.bytes());
            }
        }
    }

    @Test
    void revokedKeysAreToldAndNewOnesTaken(@TempDir Path folder) throws Exception {
        var server = ObjectServers.VERSITYGW.running();
        var access = Files.writeString(folder.resolve("access"), ObjectServer.ACCESS_KEY);
        var secret = Files.writeString(folder.resolve("secret"), ObjectServer.SECRET_KEY);
        var files = ", accesskeyfile: '%s', secretkeyfile: '%s'".formatted(access, secret);
        try (var registry = RunningRegistry.start(settings(server.endpoint(), TestBucket.make(server), "", files));
                var client = RegistryClient.of(registry.address().getPort())) {
            var image = client.pushImage("faults/app", "before", "before");

            Files.writeString(secret, "of-another-day");

            await().untilAsserted(() -> {
                var refused = client.get("/v2/faults/app/manifests/before");
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(text(refused.body())).contains("UNAVAILABLE").doesNotContain("of-another-day");
            });

            Files.writeString(secret, ObjectServer.SECRET_KEY);

            await().untilAsserted(() -> assertThat(
                            client.get("/v2/faults/app/manifests/before").body())
                    .isEqualTo(image.bytes()));
            client.pushImage("faults/app", "after", "after");
        }
    }

    @Test
    void bucketThatIsGoneIsToldAndUsedAgainOnceItIsBack() throws Exception {
        var server = ObjectServers.VERSITYGW.running();
        var bucket = TestBucket.make(server);
        try (var registry = RunningRegistry.start(settings(server.endpoint(), bucket, "berth-secret-key"));
                var client = RegistryClient.of(registry.address().getPort())) {
            var image = client.pushImage("faults/app", "before", "before");
            var away = server.data().resolveSibling("away-" + bucket);

            Files.move(server.data().resolve(bucket), away);

            assertThat(client.get("/v2/faults/app/manifests/before").statusCode())
                    .isEqualTo(503);

            Files.move(away, server.data().resolve(bucket));

            assertThat(client.get("/v2/faults/app/manifests/before").body()).isEqualTo(image.bytes());
        }
    }

    /// The service's clock is an hour ahead: it refuses what is signed with ours, and says the time.
    @Test
    void clockOfTheServiceIsFollowed() throws Exception {
        var server = ObjectServers.S3PROXY.running();
        try (var proxy = new ClockProxy(server.port(), Duration.ofHours(1));
                var registry =
                        RunningRegistry.start(settings(proxy.endpoint(), TestBucket.make(server), "berth-secret-key"));
                var client = RegistryClient.of(registry.address().getPort())) {

            var image = client.pushImage("faults/app", "skewed", "skewed");

            assertThat(client.get("/v2/faults/app/manifests/skewed").body()).isEqualTo(image.bytes());
            assertThat(proxy.refused()).isPositive();
        }
    }

    /// Conditional writes are tried once only, unless they were refused for their date.
    @Test
    void serviceWithAnotherClockIsKnownToTakeConditions() throws Exception {
        var server = ObjectServers.S3PROXY.running();
        try (var proxy = new ClockProxy(server.port(), Duration.ofHours(-1));
                var bucket = new Bucket(
                        S3Config.from(settings(proxy.endpoint(), TestBucket.make(server), "berth-secret-key")
                                .root()),
                        Clock.systemUTC())) {
            assertThat(Capabilities.of(bucket).areShareable()).isTrue();
        }
    }

    @Test
    void wrongKeysAreNamedAtTheStart() {
        var server = ObjectServers.VERSITYGW.running();

        assertThatThrownBy(() -> RunningRegistry.start(settings(server.endpoint(), TestBucket.make(server), "another")))
                .hasStackTraceContaining("SignatureDoesNotMatch")
                .hasStackTraceContaining("the keys are wrong");
    }

    @Test
    void missingBucketIsNamed() {
        var server = ObjectServers.VERSITYGW.running();
        try (var storage = ObjectServers.storage(ObjectServers.config(server, "no-such-bucket"))) {
            assertThatThrownBy(() -> storage.write(StorageKey.of("berth", "probe"), new byte[1]))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("no-such-bucket")
                    .hasMessageContaining("there is no such bucket");
        }
    }

    private static Configuration settings(String endpoint, String bucket, String secret) {
        return settings(
                endpoint, bucket, ", accesskey: '%s', secretkey: '%s'".formatted(ObjectServer.ACCESS_KEY, secret), "");
    }

    private static Configuration settings(String endpoint, String bucket, String keys, String more) {
        return Configuration.of("""
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage:
                  redirect: {disable: true}
                  s3: {regionendpoint: '%s', bucket: '%s'%s}
                http: {addr: '127.0.0.1:0'}
                health: {storagedriver: {enabled: false}}
                berth: {s3: {timeout: 1s%s}}
                """.formatted(endpoint, bucket, keys, more), "FaultsIT", Map.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
