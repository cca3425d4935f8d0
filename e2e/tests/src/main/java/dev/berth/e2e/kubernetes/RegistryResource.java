package dev.berth.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// One Registry of a cluster and what belongs to it.
public final class RegistryResource {

    public static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("berth.dev")
            .withVersion("v1alpha1")
            .withKind("Registry")
            .withPlural("registries")
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;
    private final RegistryNames names;

    public RegistryResource(KubernetesClient client, RegistryNames names) {
        this.client = client;
        this.names = names;
    }

    public RegistryNames names() {
        return names;
    }

    public Resource<GenericKubernetesResource> resource() {
        return client.genericKubernetesResources(KIND)
                .inNamespace(names.namespace())
                .withName(names.name());
    }

    /// The object as it is now.
    public GenericKubernetesResource read() {
        return Objects.requireNonNull(resource().get(), () -> "no Registry " + names);
    }

    /// Waits until the condition holds; the predicate sees every change on the way.
    public GenericKubernetesResource await(Predicate<GenericKubernetesResource> condition) {
        return resource()
                .waitUntilCondition(resource -> resource != null && condition.test(resource), 5, TimeUnit.MINUTES);
    }

    /// Waits until the operator says that the registry of the present spec answers.
    public void awaitReady() {
        await(RegistryResource::isReady);
    }

    /// Changes the spec by a merge patch.
    public void patch(String json) {
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    /// A string of the object, by its path such as `status`, `addresses`, `cluster`.
    public Optional<String> value(Object... path) {
        return Optional.ofNullable(read().get(path)).map(Object::toString);
    }

    public List<Condition> conditions() {
        return conditions(read());
    }

    public Optional<Condition> condition(String type) {
        return conditions().stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /// The text of one key of a Secret in the Registry's namespace; empty when the Secret has no such key.
    public String secret(String secret, String key) {
        Secret found = Objects.requireNonNull(
                client.secrets().inNamespace(names.namespace()).withName(secret).get(),
                () -> "no Secret " + secret + " in " + names.namespace());
        return new String(Base64.getDecoder().decode(found.getData().getOrDefault(key, "")), StandardCharsets.UTF_8);
    }

    /// The server's pods that are not on their way out.
    public List<Pod> serverPods() {
        return client
                .pods()
                .inNamespace(names.namespace())
                .withLabel("app.kubernetes.io/instance", names.name())
                .withLabel("app.kubernetes.io/component", "server")
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    public static boolean isReady(GenericKubernetesResource registry) {
        return isCurrent(registry) && isTrue(registry, "Ready");
    }

    /// Whether the status says so of a condition.
    public static boolean isTrue(GenericKubernetesResource registry, String type) {
        return conditions(registry).stream()
                .anyMatch(c -> c.type().equals(type) && c.status().equals("True"));
    }

    /// Whether the status describes the present spec.
    public static boolean isCurrent(GenericKubernetesResource registry) {
        return registry.get("status", "observedGeneration") instanceof Number observed
                && observed.longValue() == registry.getMetadata().getGeneration();
    }

    public static List<Condition> conditions(GenericKubernetesResource registry) {
        if (!(registry.get("status", "conditions") instanceof List<?> conditions)) {
            return List.of();
        }
        return conditions.stream()
                .map(Map.class::cast)
                .map(c -> new Condition(text(c, "type"), text(c, "status"), text(c, "reason"), text(c, "message")))
                .toList();
    }

    private static String text(Map<?, ?> condition, String key) {
        var value = condition.get(key);
        return value == null ? "" : value.toString();
    }
}
