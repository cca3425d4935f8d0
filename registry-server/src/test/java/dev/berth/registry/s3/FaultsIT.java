package dev.berth.registry.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.RegistryClient;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.s3.FaultyProxy.Fault;
import dev.berth.registry.storage.StorageKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A service that fails is told of, loses nothing, and is used again once it is back.
class FaultsIT {

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
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
        return Configuration.of("""
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage:
                  redirect: {disable: true}
                  s3: {regionendpoint: '%s', bucket: '%s', accesskey: '%s', secretkey: '%s'}
                http: {addr: '127.0.0.1:0'}
                health: {storagedriver: {enabled: false}}
                berth: {s3: {timeout: 1s}}
                """.formatted(endpoint, bucket, ObjectServer.ACCESS_KEY, secret), "FaultsIT", Map.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
