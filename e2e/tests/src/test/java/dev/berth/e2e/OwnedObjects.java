package dev.berth.e2e;

import dev.berth.e2e.kubernetes.RegistryResource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Everything that the operator keeps for one Registry, found by its labels.
record OwnedObjects(KubernetesClient client, RegistryResource registry) {

    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            Deployment.class,
            Service.class,
            ServiceAccount.class,
            ConfigMap.class,
            Secret.class,
            PersistentVolumeClaim.class,
            Ingress.class,
            NetworkPolicy.class,
            PodDisruptionBudget.class,
            CronJob.class);

    Stream<HasMetadata> all() {
        return KINDS.stream().flatMap(this::ofKind);
    }

    /// The resource versions of all objects and of the server's pods.
    Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        Stream.concat(all(), ofKind(Pod.class))
                .forEach(o -> versions.put(name(o), o.getMetadata().getResourceVersion()));
        return versions;
    }

    static String name(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }

    private <T extends HasMetadata> Stream<HasMetadata> ofKind(Class<T> kind) {
        return client
                .resources(kind)
                .inNamespace(registry.names().namespace())
                .withLabel("app.kubernetes.io/instance", registry.names().name())
                .withLabel("app.kubernetes.io/managed-by", "berth-operator")
                .list()
                .getItems()
                .stream()
                .map(HasMetadata.class::cast);
    }
}
