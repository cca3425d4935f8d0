package dev.berth.registry.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.RunningRegistry;
import dev.berth.registry.configuration.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that are who their certificates say, over real handshakes. Each client is its own authority here.
class ClientCertificateTest {
    @TempDir
    private static Path directory;

    private static TestCertificate alice;
    private static TestCertificate bob;

    @BeforeAll
    static void makeCertificates() {
        TestCertificate.make(directory, "EC").write(directory);
        alice = TestCertificate.make(directory, "EC", "O=Team, CN=alice");
        bob = TestCertificate.make(directory, "EC", "CN=bob");
    }

    @Test
    void aTrustedCertificateIsALoginAndNoOtherIs() throws Exception {
        trust(alice);
        try (var registry = start("require-and-verify-client-cert", "")) {
            assertThat(get(registry, "/v2/", Optional.of(alice))).isEqualTo(200);
            assertThatThrownBy(() -> get(registry, "/v2/", Optional.of(bob))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(registry, "/v2/", Optional.empty())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void rulesNameTheSubject() throws Exception {
        trust(alice, bob);
        String rules = """
                berth:
                  access:
                    rules:
                    - {users: [alice], actions: ["*"]}
                    - {anonymous: true, repositories: [open], actions: [pull]}
                """;
        try (var registry = start("verify-client-cert-if-given", rules)) {
            assertThat(get(registry, "/v2/_catalog", Optional.of(alice))).isEqualTo(200);
            assertThat(get(registry, "/v2/_catalog", Optional.of(bob))).isEqualTo(403);
            assertThat(get(registry, "/v2/_catalog", Optional.empty())).isEqualTo(403);
            assertThat(get(registry, "/v2/open/tags/list", Optional.empty())).isEqualTo(404);
        }
    }

    @Test
    void aChangedAuthorityTakesEffectWithoutARestart() throws Exception {
        trust(alice);
        try (var registry = start("require-and-verify-client-cert", "")) {
            trust(bob);

            await().ignoreExceptions().until(() -> get(registry, "/v2/", Optional.of(bob)) == 200);
            assertThatThrownBy(() -> get(registry, "/v2/", Optional.of(alice))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatCannotBeVerifiedIsRefusedAtStart() {
        assertThatThrownBy(() -> start("request-client-cert", "")).hasMessageContaining("http.tls.clientauth must be");
    }

    private static void trust(TestCertificate... certificates) throws IOException {
        StringBuilder pem = new StringBuilder();
        for (TestCertificate certificate : certificates) {
            pem.append(certificate.certificatePem());
        }
        Files.writeString(directory.resolve("clients.crt"), pem);
    }

    private static RunningRegistry start(String mode, String more) {
        return RunningRegistry.start(Configuration.of("""
                storage: {filesystem: {rootdirectory: %1$s/data}}
                http:
                  addr: 127.0.0.1:0
                  tls:
                    certificate: %1$s/tls.crt
                    key: %1$s/tls.key
                    clientcas: [%1$s/clients.crt]
                    clientauth: %2$s
                """.formatted(directory, mode) + more, "test", Map.of()));
    }

    private static int get(RunningRegistry registry, String path, Optional<TestCertificate> client) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManager[] trust = {new PinnedCertificate(directory.resolve("tls.crt"))};
        context.init(client.isEmpty() ? null : identity(client.get()), trust, null);
        URI uri = URI.create("https://localhost:" + registry.address().getPort() + path);
        try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static KeyManager[] identity(TestCertificate client) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", client.key(), new char[0], new Certificate[] {client.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        return keys.getKeyManagers();
    }
}
