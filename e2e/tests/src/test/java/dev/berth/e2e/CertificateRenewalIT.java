package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.clients.RegistryEndpoint;
import dev.berth.e2e.clients.Skopeo;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.kubernetes.RegistryResource;
import dev.berth.e2e.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class CertificateRenewalIT {

    private static final String SPEC = TestNamespace.SMALL + """
            tls:
              mode: Secret
              secretRef:
                name: own-certificate
            """;

    @Test
    void renewedCertificateTakesEffectWithoutARestart(TestNamespace namespace, @TempDir Path scratch)
            throws IOException {
        var registry = namespace.apply("team", SPEC);
        var address = awaitAddress(namespace, registry);
        var first = certificate(namespace, address);
        var second = certificate(namespace, address);
        namespace.secret("own-certificate", "kubernetes.io/tls", first.secret());
        registry.awaitReady();
        var server = PodIdentity.of(registry);
        try (var access = namespace.access(registry)) {
            var before = trusting(access.endpoint(), first, scratch.resolve("first.crt"));
            var after = trusting(access.endpoint(), second, scratch.resolve("second.crt"));
            new Skopeo(before).push(ImageLayout.random(scratch.resolve("image"), 1024, 4), "team/app:1");

            namespace.secret("own-certificate", "kubernetes.io/tls", second.secret());

            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(read(after).succeeded()).isTrue());
            assertThat(read(before).all()).contains("x509");
        }
        assertThat(PodIdentity.of(registry)).isEqualTo(server);
        registry.awaitReady();
    }

    // The Service is there before the certificate is, and the tests reach it by its address.
    private static String awaitAddress(TestNamespace namespace, RegistryResource registry) {
        return namespace
                .berth()
                .client()
                .services()
                .inNamespace(namespace.name())
                .withName(registry.names().base())
                .waitUntilCondition(Objects::nonNull, 1, TimeUnit.MINUTES)
                .getSpec()
                .getClusterIP();
    }

    private static Certificates certificate(TestNamespace namespace, String address) {
        var service = "team-registry." + namespace.name();
        return Certificates.create("team-registry", service, service + ".svc", service + ".svc.cluster.local", address);
    }

    private static RegistryEndpoint trusting(RegistryEndpoint endpoint, Certificates certificates, Path file)
            throws IOException {
        return endpoint.trusting(Files.writeString(file, certificates.pem()));
    }

    private static Outcome read(RegistryEndpoint endpoint) {
        return new Skopeo(endpoint).inspecting("team/app:1").outcome();
    }
}
