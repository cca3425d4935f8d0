package dev.berth.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ControlPlaneIT {

    @Test
    void storesObjectsAndIsGoneAfterClose() {
        var plane = ControlPlane.start();
        var folder = Objects.requireNonNull(plane.kubeconfig().getParent());
        var before = HostState.now(folder);
        try (var client = Clients.of(plane.kubeconfig())) {
            createConfigMap(client, "stored");

            assertThat(client.configMaps()
                            .inNamespace("default")
                            .withName("stored")
                            .get())
                    .isNotNull();
        }

        plane.close();

        assertThat(before.traces()).anyMatch(trace -> trace.contains("kube-apiserver"));
        assertThat(HostState.now(folder).traces()).noneMatch(trace -> trace.contains(folder.toString()));
        assertThat(folder).doesNotExist();
    }

    @Test
    void severalRunSideBySideWithoutSeeingEachOther() {
        try (var one = ControlPlane.start();
                var other = ControlPlane.start();
                var oneClient = Clients.of(one.kubeconfig());
                var otherClient = Clients.of(other.kubeconfig())) {
            createConfigMap(oneClient, "only-here");

            assertThat(otherClient
                            .configMaps()
                            .inNamespace("default")
                            .withName("only-here")
                            .get())
                    .isNull();
        }
    }

    @Test
    void controllersCollectWhatAnOwnerLeavesBehind() {
        try (var plane = ControlPlane.startWithControllers();
                var client = Clients.of(plane.kubeconfig())) {
            createConfigMap(client, "owner");
            var owner =
                    client.configMaps().inNamespace("default").withName("owner").get();
            var reference = new OwnerReferenceBuilder()
                    .withApiVersion("v1")
                    .withKind("ConfigMap")
                    .withName("owner")
                    .withUid(owner.getMetadata().getUid())
                    .build();
            createConfigMap(client, "owned");
            var owned = client.configMaps().inNamespace("default").withName("owned");
            owned.edit(map -> new ConfigMapBuilder(map)
                    .editMetadata()
                    .withOwnerReferences(reference)
                    .endMetadata()
                    .build());
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("passing")
                            .endMetadata()
                            .build())
                    .create();

            client.resource(owner).delete();
            client.namespaces().withName("passing").delete();

            await().atMost(Duration.ofSeconds(60)).until(() -> owned.get() == null);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> client.namespaces().withName("passing").get() == null);
        }
    }

    private static void createConfigMap(KubernetesClient client, String name) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("default")
                        .endMetadata()
                        .build())
                .create();
    }
}
