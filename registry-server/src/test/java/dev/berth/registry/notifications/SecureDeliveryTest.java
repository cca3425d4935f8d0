package dev.berth.registry.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.RegistryClient;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.TestImages;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Endpoints whose certificates come from an authority that only their owner knows.
class SecureDeliveryTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void eventsReachAnEndpointOfAnOwnAuthority() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "EC");
        try (var receiver = new Receiver(context(certificate));
                var registry = start(receiver, authority(certificate))) {
            push(registry);

            await().atMost(LONG).until(() -> !receiver.taken().isEmpty());

            assertThat(receiver.taken().getFirst().event().path("action").asText())
                    .isEqualTo("push");
        }
    }

    @Test
    void endpointOfAnotherAuthorityHearsNothingUntilTheFileNamesIt() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "EC");
        String other = authority(TestCertificate.make(directory, "EC"));
        try (var receiver = new Receiver(context(certificate));
                var registry = start(receiver, other)) {
            push(registry);
            await().during(Duration.ofMillis(500))
                    .atMost(LONG)
                    .until(() -> receiver.taken().isEmpty());

            Files.writeString(directory.resolve("ca.pem"), certificate.certificatePem());

            await().atMost(LONG).until(() -> !receiver.taken().isEmpty());
        }
    }

    @Test
    void authorityThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("empty.pem"), "");

        assertThatThrownBy(() -> NotificationsConfig.from(
                        ConfigurationNode.parse("berth: {notifications: {rootcas: ['" + file + "']}}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("berth.notifications.rootcas cannot be used")
                .hasMessageContaining("empty.pem");
    }

    private String authority(TestCertificate certificate) throws IOException {
        return Files.writeString(directory.resolve("ca.pem"), certificate.certificatePem())
                .toString();
    }

    private RunningRegistry start(Receiver receiver, String authority) {
        return RunningRegistry.start(
                Configuration.of("""
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s/data}}
                http: {addr: "127.0.0.1:0"}
                notifications: {endpoints: [{name: hook, url: "%s", timeout: 5s, threshold: 1, backoff: 20ms}]}
                berth: {notifications: {rootcas: ["%s"]}}
                """.formatted(directory, receiver.url(), authority), "test", Map.of()));
    }

    private static void push(RunningRegistry registry) throws IOException {
        try (var client = RegistryClient.of(registry.address().getPort())) {
            client.pushManifest("a", "v1", TestImages.index());
        }
    }

    private static SSLContext context(TestCertificate certificate) throws GeneralSecurityException, IOException {
        char[] none = new char[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", certificate.key(), none, new X509Certificate[] {certificate.certificate()});
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, none);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
