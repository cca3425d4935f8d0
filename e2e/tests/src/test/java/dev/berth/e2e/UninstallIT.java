package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.images.ImageLayout;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(Locks.OPERATOR)
final class UninstallIT {

    @Test
    void registriesOutliveTheChart(Berth berth, TestNamespace namespace, @TempDir Path scratch) {
        var image = ImageLayout.random(scratch, 1024, 8);
        var registry = namespace.ready("team", TestNamespace.SMALL);
        var server = PodIdentity.of(registry);

        berth.installation().uninstall();
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> berth.operatorPods().isEmpty());
            assertThat(registry.read().getMetadata().getDeletionTimestamp()).isNull();
            try (var access = namespace.access(registry)) {
                new Crane(access.endpoint()).push(image, "team/app:1");
            }
        } finally {
            berth.install();
        }

        registry.patch("{\"spec\": {\"garbageCollection\": {\"suspend\": true}}}");
        registry.awaitReady();
        assertThat(PodIdentity.of(registry)).isEqualTo(server);
    }
}
