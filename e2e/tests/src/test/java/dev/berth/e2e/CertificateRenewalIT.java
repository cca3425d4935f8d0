package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.clients.RegistryEndpoint;
import dev.berth.e2e.clients.Skopeo;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        var first = certificate(namespace);
        var second = certificate(namespace);
        namespace.secret("own-certificate", "kubernetes.io/tls", first.secret());
        var registry = namespace.ready("team", SPEC);
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

    private static Certificates certificate(TestNamespace namespace) {
        var service = "team-registry." + namespace.name();
        return Certificates.create("team-registry", service, service + ".svc", service + ".svc.cluster.local");
    }

    private static RegistryEndpoint trusting(RegistryEndpoint endpoint, Certificates certificates, Path file)
            throws IOException {
        return endpoint.trusting(Files.writeString(file, certificates.pem()));
    }

    private static Outcome read(RegistryEndpoint endpoint) {
        return new Skopeo(endpoint).inspecting("team/app:1").outcome();
    }
}
