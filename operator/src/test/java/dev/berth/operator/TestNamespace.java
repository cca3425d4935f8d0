package dev.berth.operator;

import static java.util.Objects.requireNonNull;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressStatusBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A namespace of its own for one test, and the part of the cluster's controllers: an API server alone binds no claim
/// and runs no pod.
final class TestNamespace {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final KubernetesClient client;
    final String name = "test-" + NUMBER.incrementAndGet();

    TestNamespace(KubernetesClient client) {
        this.client = client;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    Registry apply(String registry, String spec) {
        String yaml = "apiVersion: berth.dev/v1alpha1\nkind: Registry\nmetadata:\n  name: " + registry
                + "\n  namespace: " + name + "\nspec:\n" + spec.indent(2);
        GenericKubernetesResource resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        client.resource(resource).forceConflicts().fieldManager("test").serverSideApply();
        return registry(registry);
    }

    Registry registry(String registry) {
        return requireNonNull(client.resources(Registry.class)
                .inNamespace(name)
                .withName(registry)
                .get());
    }

    void delete(String registry) {
        client.resources(Registry.class).inNamespace(name).withName(registry).delete();
    }

    @Nullable
    Condition condition(String registry, String type) {
        RegistryStatus status = registry(registry).getStatus();
        if (status == null || status.conditions() == null) {
            return null;
        }
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElse(null);
    }

    /// Status, reason and message of a condition, in one text.
    String says(String registry, String type) {
        Condition condition = condition(registry, type);
        return condition == null
                ? "absent"
                : condition.getStatus() + " " + condition.getReason() + ": " + condition.getMessage();
    }

    /// What the controllers of a cluster would do once the pod runs.
    void run(String registry) {
        if (registry(registry).getSpec().storage().persistentVolumeClaim() != null) {
            bind(registry);
        }
        editStatus(registry, deployment -> {
            int replicas = deployment.getSpec().getReplicas();
            deployment.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withUpdatedReplicas(replicas)
                    .withReadyReplicas(replicas)
                    .withAvailableReplicas(replicas)
                    .build());
        });
    }

    /// What they would do once no pod is ready any more.
    void stop(String registry) {
        editStatus(registry, deployment -> {
            deployment.getStatus().setAvailableReplicas(0);
            deployment.getStatus().setReadyReplicas(0);
            deployment.getStatus().setUnavailableReplicas(deployment.getSpec().getReplicas());
        });
    }

    private void editStatus(String registry, Consumer<Deployment> change) {
        client.apps()
                .deployments()
                .inNamespace(name)
                .withName(registry + "-registry")
                .editStatus(deployment -> {
                    change.accept(deployment);
                    return deployment;
                });
    }

    private void bind(String registry) {
        client.persistentVolumeClaims()
                .inNamespace(name)
                .withName(registry + "-registry-data")
                .editStatus(claim -> {
                    claim.setStatus(new PersistentVolumeClaimStatusBuilder()
                            .withPhase("Bound")
                            .addToCapacity("storage", new Quantity("10Gi"))
                            .build());
                    return claim;
                });
    }

    /// What an ingress controller would do.
    void publishIngress(String registry, String address) {
        client.network()
                .v1()
                .ingresses()
                .inNamespace(name)
                .withName(registry + "-registry")
                .editStatus(ingress -> {
                    ingress.setStatus(new IngressStatusBuilder()
                            .withNewLoadBalancer()
                            .addNewIngress()
                            .withIp(address)
                            .endIngress()
                            .endLoadBalancer()
                            .build());
                    return ingress;
                });
    }

    Deployment deployment(String registry) {
        return requireNonNull(client.apps()
                .deployments()
                .inNamespace(name)
                .withName(registry + "-registry")
                .get());
    }

    @Nullable
    PersistentVolumeClaim claim(String registry) {
        return client.persistentVolumeClaims()
                .inNamespace(name)
                .withName(registry + "-registry-data")
                .get();
    }

    @Nullable
    Secret secret(String secret) {
        return client.secrets().inNamespace(name).withName(secret).get();
    }

    String value(String secret, String key) {
        Secret found = secret(secret);
        String encoded = found == null || found.getData() == null
                ? null
                : found.getData().get(key);
        return encoded == null ? "" : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    void putSecret(String secret, Map<String, String> values) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(secret)
                        .withNamespace(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .createOr(existing -> existing.update());
    }

    /// Kind, name and resourceVersion of everything that carries the operator's label, and of the Registries.
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        Stream.of(
                        ServiceAccount.class,
                        ConfigMap.class,
                        Service.class,
                        Secret.class,
                        PersistentVolumeClaim.class,
                        Deployment.class,
                        Ingress.class,
                        NetworkPolicy.class,
                        PodDisruptionBudget.class,
                        CronJob.class,
                        Registry.class)
                .flatMap(this::list)
                .forEach(found -> versions.put(
                        found.getKind() + "/" + found.getMetadata().getName(),
                        found.getMetadata().getResourceVersion()));
        return versions;
    }

    private Stream<? extends HasMetadata> list(Class<? extends HasMetadata> type) {
        return client.resources(type).inNamespace(name).list().getItems().stream();
    }
}
