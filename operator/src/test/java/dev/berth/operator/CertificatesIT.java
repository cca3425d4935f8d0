package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificatesIT extends OperatorTestCase {
    @Test
    void theCertificateIsGoodForEveryNameAndTheServicesAddress() throws GeneralSecurityException {
        namespace.apply("own", "expose: {ingress: {host: own.example.org}}");

        await().atMost(SOON).until(() -> !certificate("own").isEmpty());

        String address = client.services()
                .inNamespace(namespace.name)
                .withName("own-registry")
                .get()
                .getSpec()
                .getClusterIP();
        X509Certificate leaf = parse(certificate("own"));
        leaf.verify(parse(namespace.value("own-registry-ca", "ca.crt")).getPublicKey());
        assertThat(leaf.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
                .contains(
                        "own-registry",
                        "own-registry." + namespace.name,
                        "own-registry." + namespace.name + ".svc",
                        "own-registry." + namespace.name + ".svc.cluster.local",
                        "localhost",
                        "127.0.0.1",
                        "own.example.org",
                        address);
    }

    @Test
    void anotherHostGivesAnotherCertificateFromTheSameAuthority() throws GeneralSecurityException {
        namespace.apply("moved", "expose: {ingress: {host: before.example.org}}");
        await().atMost(SOON).until(() -> !certificate("moved").isEmpty());
        String before = certificate("moved");
        String authority = namespace.value("moved-registry-ca", "ca.crt");

        namespace.apply("moved", "expose: {ingress: {host: after.example.org}}");

        await().atMost(SOON).until(() -> !certificate("moved").equals(before));
        parse(certificate("moved")).verify(parse(authority).getPublicKey());
        assertThat(namespace.value("moved-registry-ca", "ca.crt")).isEqualTo(authority);
    }

    @Test
    void aCertificateIsRenewedAtTwoThirdsOfItsLife() {
        namespace.apply("aging", "{}");
        untilReady("aging");
        String before = certificate("aging");
        operator.close();

        Clock later = Clock.fixed(Clock.systemUTC().instant().plus(Duration.ofDays(61)), ZoneOffset.UTC);
        operator = new TestOperator(client, Set.of(namespace.name), later);

        await().atMost(SOON).until(() -> !certificate("aging").equals(before));
    }

    @Test
    void aKeyThatDoesNotMatchIsNoticedAndTheOldCertificateStays() {
        Map<String, String> good = TestCertificates.create("team.example.org");
        Map<String, String> other = TestCertificates.create("team.example.org");
        namespace.putSecret("team-tls", good);
        namespace.apply("team", "tls: {mode: Secret, secretRef: {name: team-tls}}");
        untilReady("team");

        namespace.putSecret("team-tls", Map.of("tls.crt", other.get("tls.crt"), "tls.key", good.get("tls.key")));

        untilSays("team", "CertificateReady", "False KeyMismatch", "Secret team-tls");
        assertThat(certificate("team")).isEqualTo(good.get("tls.crt"));
    }

    @Test
    void aRenewedCertificateReachesTheServerWithoutANewPod() {
        Map<String, String> renewed = TestCertificates.create("team.example.org");
        namespace.putSecret("team-tls", TestCertificates.create("team.example.org"));
        namespace.apply("renew", "tls: {mode: Secret, secretRef: {name: team-tls}}");
        untilReady("renew");
        Long generation = namespace.deployment("renew").getMetadata().getGeneration();

        namespace.putSecret("team-tls", renewed);

        await().atMost(Duration.ofSeconds(20)).until(() -> certificate("renew").equals(renewed.get("tls.crt")));
        assertThat(namespace.deployment("renew").getMetadata().getGeneration()).isEqualTo(generation);
    }

    private String certificate(String registry) {
        return namespace.value(registry + "-registry-tls", "tls.crt");
    }

    private static X509Certificate parse(String pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
