package dev.berth.registry.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.FileWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class ServerCertificateTest {
    @TempDir
    private static Path shared;

    private static TestCertificate rsa;
    private static TestCertificate ec;

    @TempDir
    private Path directory;

    private final FileWatch files = new FileWatch(Duration.ofMillis(20));

    @BeforeAll
    static void makeCertificates() {
        rsa = TestCertificate.make(shared, "RSA");
        ec = TestCertificate.make(shared, "EC");
    }

    @AfterEach
    void close() {
        files.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void everyPemFormOfAKeyIsRead(String algorithm) throws Exception {
        TestCertificate made = algorithm.equals("RSA") ? rsa : ec;
        made.write(directory);
        byte[] inner = innerKey(made.key().getEncoded());
        String label = algorithm + " PRIVATE KEY";

        CertificateAndKey pkcs8 = CertificateAndKey.load(config());
        Files.writeString(directory.resolve("tls.key"), olderForm(label, inner, algorithm));
        CertificateAndKey older = CertificateAndKey.load(config());

        assertThat(pkcs8.key()).isEqualTo(made.key());
        assertThat(older.chain()).containsExactly(made.certificate());
        assertThat(older.notAfter()).isEqualTo(made.certificate().getNotAfter().toInstant());
    }

    @Test
    void keyOfAnotherCertificateIsRefused() throws IOException {
        rsa.write(directory);
        Files.writeString(directory.resolve("tls.key"), ec.keyPem());

        assertThatThrownBy(() -> ServerCertificate.load(config(), files))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("does not belong to the first certificate");
    }

    record Broken(String name, String file, String content, String message) {}

    @Test
    void brokenFilesAreRefusedWithASentence() throws IOException {
        List<Broken> all = List.of(
                new Broken("empty", "tls.crt", "", "holds no PEM certificate"),
                new Broken(
                        "not a certificate",
                        "tls.crt",
                        TestCertificate.pem("CERTIFICATE", new byte[] {1, 2}),
                        "broken certificate"),
                new Broken("key in place of certificate", "tls.crt", ec.keyPem(), "holds no PEM certificate"),
                new Broken("no key", "tls.key", ec.certificatePem(), "holds no PEM private key"),
                new Broken(
                        "encrypted",
                        "tls.key",
                        TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[] {1}),
                        "is encrypted"),
                new Broken(
                        "cut off",
                        "tls.key",
                        TestCertificate.pem("EC PRIVATE KEY", new byte[] {48, 127, 2}),
                        "broken or of an unknown kind"));
        for (Broken broken : all) {
            ec.write(directory);
            Files.writeString(directory.resolve(broken.file), broken.content);

            assertThatThrownBy(() -> ServerCertificate.load(config(), files))
                    .as(broken.name)
                    .hasMessageContaining(broken.message);
        }
    }

    @Test
    void missingFileIsRefusedByName() {
        assertThatThrownBy(() -> ServerCertificate.load(config(), files))
                .hasMessage("The file " + directory.resolve("tls.crt") + " named in http.tls does not exist");
    }

    @Test
    void changedFilesReachTheSubscriberAndBrokenOnesDoNot() throws Exception {
        rsa.write(directory);
        ServerCertificate certificate = ServerCertificate.load(config(), files);
        Received received = new Received();
        certificate.getKeyStore().subscribe(received);
        assertThat(received.stores).hasSize(1);

        Files.writeString(directory.resolve("tls.crt"), "no longer a certificate");
        await().until(() -> certificate.failures() == 1);
        ec.write(directory);
        await().until(() -> received.stores.size() == 2);

        assertThat(received.stores.getLast().getCertificate("server")).isEqualTo(ec.certificate());
        assertThat(certificate.notAfter())
                .isEqualTo(ec.certificate().getNotAfter().toInstant());
    }

    private TlsConfig config() {
        return new TlsConfig(
                directory.resolve("tls.crt"), directory.resolve("tls.key"), List.of(), List.of(), Optional.empty());
    }

    /// PKCS#8 is version, algorithm, and the older form as octets.
    private static byte[] innerKey(byte[] pkcs8) throws Exception {
        DerReader reader = new DerReader(pkcs8).inside(0x30);
        reader.next();
        reader.next();
        return reader.next();
    }

    /// The inner form of an EC key leaves out the curve, which SEC1 files name: here P-384, keytool's default.
    private static String olderForm(String label, byte[] inner, String algorithm) {
        if (algorithm.equals("RSA")) {
            return TestCertificate.pem(label, inner);
        }
        byte[] curve = {(byte) 0xa0, 7, 6, 5, 43, (byte) 129, 4, 0, 34};
        byte[] whole = Arrays.copyOf(inner, inner.length + curve.length);
        System.arraycopy(curve, 0, whole, inner.length, curve.length);
        whole[1] = (byte) (whole[1] + curve.length);
        return TestCertificate.pem(label, whole);
    }

    private static final class Received implements Subscriber<KeyStore> {
        private final List<KeyStore> stores = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(KeyStore store) {
            stores.add(store);
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError(error);
        }

        @Override
        public void onComplete() {}
    }
}
