package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.clients.RegistryEndpoint;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.kubernetes.RegistryAccess;
import dev.berth.e2e.kubernetes.RegistryResource;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class IngressIT {

    private static final int LAYER = 200 * 1024 * 1024;

    @Test
    void layerOf200MiBGoesInAndOutThroughTheIngress(TestNamespace namespace, @TempDir Path scratch) {
        var ingress = namespace.berth().cluster().ingress();
        var host = namespace.name() + ".berth.test";
        var registry = namespace.ready("team", TestNamespace.DURABLE + """
                expose:
                  ingress:
                    host: %s
                    className: %s
                """.formatted(host, ingress.className()));
        var image = ImageLayout.random(scratch.resolve("image"), LAYER, 7);
        try (var proxy = ConnectProxy.to(ingress.host(), ingress.httpsPort())) {
            var crane = new Crane(endpoint(registry, host));
            awaitAnswer(crane, proxy, host);

            crane.program("push", image.folder().toString(), host + "/team/big:1")
                    .with("HTTPS_PROXY", proxy.url())
                    .run();
            var pulled = crane.program("validate", "--remote", host + "/team/big:1")
                    .with("HTTPS_PROXY", proxy.url())
                    .outcome();

            assertThat(pulled.succeeded()).as(pulled.all()).isTrue();
            assertThat(registry.value("status", "addresses", "url")).hasValue("https://" + host);
        }
    }

    // The controller takes a moment to learn of a new Ingress.
    private static void awaitAnswer(Crane crane, ConnectProxy proxy, String host) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> crane.program("catalog", host)
                        .with("HTTPS_PROXY", proxy.url())
                        .outcome()
                        .succeeded());
    }

    private static RegistryEndpoint endpoint(RegistryResource registry, String host) {
        return new RegistryEndpoint(
                host,
                RegistryAccess.authority(registry),
                RegistryAccess.firstUser(registry),
                registry.secret(RegistryAccess.passwordSecret(registry), "password"));
    }
}
