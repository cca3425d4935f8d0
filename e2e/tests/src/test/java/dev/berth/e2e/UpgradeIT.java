package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.images.RetaggedImage;
import dev.berth.e2e.kubernetes.RegistryResource;
import dev.berth.e2e.project.Project;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A volume that only one pod may hold: the old pod must go before the new one comes, and nothing may wait for both.
@ExtendWith(BerthExtension.class)
@ResourceLock(Locks.OPERATOR)
final class UpgradeIT {

    @Test
    void changedTemplateReplacesThePodAndKeepsTheImages(TestNamespace namespace, @TempDir Path scratch) {
        var image = ImageLayout.random(scratch, 1024, 2);
        var registry = namespace.ready("team", TestNamespace.DURABLE);
        push(namespace, registry, image);
        var before = PodIdentity.of(registry);

        registry.patch("""
                {"spec": {"template": {"env": [{"name": "REGISTRY_LOG_LEVEL", "value": "debug"}]}}}
                """);
        registry.awaitReady();

        assertThat(PodIdentity.of(registry).uid()).isNotEqualTo(before.uid());
        assertThat(digest(namespace, registry)).isEqualTo(image.digest());
    }

    @Test
    void newChartValuesBringTheNewServerImageAndKeepTheImages(
            Berth berth, TestNamespace namespace, @TempDir Path scratch) {
        var image = ImageLayout.random(scratch.resolve("image"), 1024, 3);
        var registry = namespace.ready("team", TestNamespace.DURABLE);
        push(namespace, registry, image);
        var next = RetaggedImage.of(Project.find().serverImage(), "next", scratch.resolve("next"));
        berth.cluster().loadImage(next.archive());

        berth.install("--set", "server.image.tag=next");
        try {
            awaitServerImage(namespace, registry, next.name());
            registry.awaitReady();

            assertThat(digest(namespace, registry)).isEqualTo(image.digest());
        } finally {
            berth.install();
        }
    }

    private static void push(TestNamespace namespace, RegistryResource registry, ImageLayout image) {
        try (var access = namespace.access(registry)) {
            new Crane(access.endpoint()).push(image, "team/app:1");
        }
    }

    private static String digest(TestNamespace namespace, RegistryResource registry) {
        try (var access = namespace.access(registry)) {
            return new Crane(access.endpoint()).digest("team/app:1");
        }
    }

    private static void awaitServerImage(TestNamespace namespace, RegistryResource registry, String image) {
        namespace
                .berth()
                .client()
                .pods()
                .inNamespace(namespace.name())
                .withLabel("app.kubernetes.io/instance", registry.names().name())
                .waitUntilCondition(pod -> runs(pod, image), 5, TimeUnit.MINUTES);
    }

    private static boolean runs(Pod pod, String image) {
        return pod != null
                && pod.getSpec().getContainers().getFirst().getImage().equals(image)
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Ready") && c.getStatus().equals("True"));
    }
}
