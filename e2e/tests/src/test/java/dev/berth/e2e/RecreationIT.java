package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.kubernetes.RegistryResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class RecreationIT {

    @Test
    void deletedRegistryLeavesItsClaimAndFindsItsImagesWhenItComesBack(TestNamespace namespace, @TempDir Path scratch) {
        var image = ImageLayout.random(scratch, 1024, 5);
        var registry = namespace.ready("team", TestNamespace.DURABLE);
        try (var access = namespace.access(registry)) {
            new Crane(access.endpoint()).push(image, "team/app:1");
        }

        delete(namespace, registry);
        assertThat(claim(namespace, registry).get().getMetadata().getDeletionTimestamp())
                .isNull();
        namespace.ready("team", TestNamespace.DURABLE);

        try (var access = namespace.access(registry)) {
            assertThat(new Crane(access.endpoint()).digest("team/app:1")).isEqualTo(image.digest());
        }
    }

    @Test
    void claimGoesWithTheRegistryWhenThatIsAskedFor(TestNamespace namespace) {
        var registry = namespace.ready("team", TestNamespace.DURABLE + "    deletionPolicy: Delete\n");

        delete(namespace, registry);

        await().atMost(Duration.ofMinutes(2))
                .until(() -> claim(namespace, registry).get() == null);
    }

    private static void delete(TestNamespace namespace, RegistryResource registry) {
        registry.resource().delete();
        registry.resource().waitUntilCondition(found -> found == null, 2, TimeUnit.MINUTES);
        await().atMost(Duration.ofMinutes(2)).until(() -> registry.serverPods().isEmpty());
        await().atMost(Duration.ofMinutes(2))
                .until(() -> namespace
                                .berth()
                                .client()
                                .apps()
                                .deployments()
                                .inNamespace(namespace.name())
                                .withName(registry.names().base())
                                .get()
                        == null);
    }

    private static Resource<PersistentVolumeClaim> claim(TestNamespace namespace, RegistryResource registry) {
        return namespace
                .berth()
                .client()
                .persistentVolumeClaims()
                .inNamespace(namespace.name())
                .withName(registry.names().claim());
    }
}
