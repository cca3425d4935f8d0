package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.clients.RegistryEndpoint;
import dev.berth.e2e.clients.Skopeo;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.process.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class PasswordChangeIT {

    @Test
    void changedPasswordTakesEffectWithoutARestartAndTheOldOneEnds(TestNamespace namespace, @TempDir Path scratch) {
        namespace.basicAuth("alice-login", "alice", "first-password");
        var registry = namespace.ready("team", TestNamespace.SMALL + """
                auth:
                  users:
                    - name: alice
                      secretRef:
                        name: alice-login
                """);
        var server = PodIdentity.of(registry);
        try (var access = namespace.access(registry)) {
            var before = access.endpoint();
            var after = before.withPassword("second-password");
            new Skopeo(before).push(ImageLayout.random(scratch, 1024, 1), "team/app:1");

            namespace.basicAuth("alice-login", "alice", "second-password");

            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(read(after).succeeded()).isTrue());
            assertThat(read(before)).satisfies(refused -> {
                assertThat(refused.succeeded()).isFalse();
                assertThat(refused.all()).containsIgnoringCase("unauthorized");
            });
        }
        assertThat(PodIdentity.of(registry)).isEqualTo(server);
    }

    private static Outcome read(RegistryEndpoint endpoint) {
        return new Skopeo(endpoint).inspecting("team/app:1").outcome();
    }
}
