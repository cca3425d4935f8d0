package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.clients.Skopeo;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.kubernetes.RegistryResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Several replicas that keep their images in a bucket.
@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class BucketIT {

    private static final Duration SOON = Duration.ofMinutes(3);

    @Test
    void replicasAreReplacedWithoutARequestThatFails(TestNamespace namespace, @TempDir Path scratch) {
        var registry = namespace.ready("team", ObjectServer.start(namespace).spec(2));
        var before = PodIdentity.all(registry);
        assertThat(before).hasSize(2);
        assertThat(registry.read().<Object>get("status", "storage", "capabilities"))
                .isEqualTo(Map.of(
                        "conditionalCreate", true,
                        "conditionalReplace", true,
                        "conditionalDelete", true,
                        "multipartCopy", true));
        var image = ImageLayout.random(scratch.resolve("pushed"), 300_000, 21);
        try (var access = namespace.access(registry)) {
            new Skopeo(access.endpoint()).push(image, "team/app:1");
            var load = SteadyLoad.start(new SingleRequests(access.endpoint()));
            try (load) {
                registry.patch("""
                        {"spec": {"template": {"env": [{"name": "REGISTRY_LOG_LEVEL", "value": "debug"}]}}}
                        """);
                registry.awaitReady();
                await().atMost(SOON).until(() -> everyPod(namespace) == 2);
            }

            System.out.printf(
                    "update of 2 replicas: %d requests answered for %d images, %d failed%n",
                    load.answered(), load.images(), load.failed());
            assertThat(load.failures()).isEmpty();
            assertThat(load.images()).isPositive();
            assertThat(PodIdentity.all(registry)).hasSize(2).doesNotContainAnyElementsOf(before);
            var crane = new Crane(access.endpoint());
            crane.pull("team/app:1", scratch.resolve("pulled.tar"));
            assertThat(crane.digest("team/app:1")).isEqualTo(image.digest());
        }
    }

    @Test
    void scalingReplacesNoPod(TestNamespace namespace) {
        var registry = namespace.ready("team", ObjectServer.start(namespace).spec(2));
        var before = PodIdentity.all(registry);
        var kubectl = namespace.berth().kubectl();

        kubectl.run("scale", "registry/team", "-n", namespace.name(), "--replicas=3");

        registry.awaitReady();
        assertThat(PodIdentity.all(registry)).hasSize(3).containsAll(before);
        assertThat(registry.serverPods()).allMatch(BucketIT::isReady);
        var scale = scale(namespace);
        assertThat(scale.getSpec().getReplicas()).isEqualTo(3);
        assertThat(scale.getStatus().getReplicas()).isEqualTo(3);
        assertThat(selected(namespace, scale.getStatus().getSelector())).isEqualTo(uids(registry));
        var three = PodIdentity.all(registry);

        kubectl.apply(autoscaler(namespace));

        await().atMost(SOON).until(() -> scale(namespace).getSpec().getReplicas() == 2);
        registry.await(
                found -> RegistryResource.isReady(found) && Integer.valueOf(2).equals(found.get("status", "replicas")));
        assertThat(PodIdentity.all(registry)).hasSize(2).isSubsetOf(three);
        var budget = namespace
                .berth()
                .client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace.name())
                .withName(registry.names().base());
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(budget.require().getStatus().getCurrentHealthy()).isEqualTo(2);
            assertThat(budget.require().getStatus().getDisruptionsAllowed()).isEqualTo(1);
        });
    }

    private static long everyPod(TestNamespace namespace) {
        return selected(namespace, scale(namespace).getStatus().getSelector()).size();
    }

    private static Scale scale(TestNamespace namespace) {
        var answer = namespace
                .berth()
                .kubectl()
                .run("get", "registry", "team", "-n", namespace.name(), "--subresource=scale", "-o", "json");
        return Serialization.unmarshal(answer, Scale.class);
    }

    private static Set<String> selected(TestNamespace namespace, String selector) {
        return namespace
                .berth()
                .client()
                .pods()
                .inNamespace(namespace.name())
                .withLabelSelector(selector)
                .list()
                .getItems()
                .stream()
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    private static Set<String> uids(RegistryResource registry) {
        return PodIdentity.all(registry).stream().map(PodIdentity::uid).collect(Collectors.toSet());
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    /// There are more replicas than it allows, so it has to act without knowing any figure of them.
    private static String autoscaler(TestNamespace namespace) {
        return """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata:
                  name: team
                  namespace: %s
                spec:
                  scaleTargetRef:
                    apiVersion: berth.dev/v1alpha1
                    kind: Registry
                    name: team
                  minReplicas: 2
                  maxReplicas: 2
                  metrics:
                    - type: Resource
                      resource:
                        name: cpu
                        target:
                          type: Utilization
                          averageUtilization: 70
                """.formatted(namespace.name());
    }
}
