package dev.berth.registry.storage.s3.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.RunningRegistry;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.configuration.ConfigurationNode;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A service that overlooks conditions is found out.
class CapabilitiesTest {

    @Test
    void overlookedConditionsAreNoticed() throws Exception {
        try (var service = new ForgetfulService();
                var bucket =
                        new Bucket(S3Config.from(ConfigurationNode.parse(settings(service, 1))), Clock.systemUTC())) {
            assertThat(Capabilities.of(bucket)).isEqualTo(new Capabilities(false, false, false, false));
        }
    }

    @Test
    void oneServerComparesByItself() throws Exception {
        try (var service = new ForgetfulService();
                var bucket =
                        new Bucket(S3Config.from(ConfigurationNode.parse(settings(service, 1))), Clock.systemUTC())) {
            bucket.compareHere();

            var first = bucket.create("key", new byte[] {1});

            assertThat(first).isPresent();
            assertThat(bucket.create("key", new byte[] {2})).isEmpty();
            assertThat(bucket.replace("key", Source.of(new byte[] {3}), "\"another\""))
                    .isEmpty();
            assertThat(bucket.replace("key", Source.of(new byte[] {3}), first.orElseThrow()))
                    .isPresent();
        }
    }

    @Test
    void severalServersAreRefused() throws Exception {
        try (var service = new ForgetfulService()) {
            var configuration = Configuration.of(
                    settings(service, 2) + "http: {addr: '127.0.0.1:0'}\n", "CapabilitiesTest", Map.of());

            assertThatThrownBy(() -> RunningRegistry.start(configuration))
                    .hasStackTraceContaining("berth.replicas says that there are several")
                    .hasStackTraceContaining("ignores conditions of writes")
                    .hasStackTraceContaining("run one replica, with berth.replicas at 1");
        }
    }

    private static String settings(ForgetfulService service, int replicas) {
        return """
                version: 0.1
                log: {level: error}
                storage:
                  redirect: {disable: true}
                  s3: {regionendpoint: '%s', bucket: some-bucket, accesskey: some, secretkey: other}
                berth: {replicas: %d}
                """.formatted(service.endpoint(), replicas);
    }
}
