package dev.berth.operator.monitoring;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult;
import java.util.Map;
import java.util.TreeMap;

/// An object for the Prometheus operator, where that operator's type is there: types may come and go at any time, so
/// each pass asks, and no informer depends on them.
public abstract class PrometheusObject implements DependentResource<GenericKubernetesResource, Registry> {
    private static final String API_VERSION = "monitoring.coreos.com/v1";

    private final String kind;

    PrometheusObject(String kind) {
        this.kind = kind;
    }

    abstract Map<String, Object> spec(RegistryPlan plan);

    @Override
    public ReconcileResult<GenericKubernetesResource> reconcile(Registry registry, Context<Registry> context) {
        if (!isKnown(context.getClient().getApiResources(API_VERSION))) {
            return ReconcileResult.noOperation(null);
        }
        GenericKubernetesResource desired = desired(Shared.get(context, RegistryPlan.class));
        Resource<GenericKubernetesResource> resource = context.getClient().resource(desired);
        GenericKubernetesResource actual = resource.get();
        if (actual != null && same(actual, desired)) {
            return ReconcileResult.noOperation(actual);
        }
        GenericKubernetesResource applied = resource.patch(
                new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(Labels.OPERATOR)
                        .withForce(true)
                        .build(),
                desired);
        return actual == null ? ReconcileResult.resourceCreated(applied) : ReconcileResult.resourceUpdated(applied);
    }

    @Override
    public Class<GenericKubernetesResource> resourceType() {
        return GenericKubernetesResource.class;
    }

    public GenericKubernetesResource desired(RegistryPlan plan) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(kind)
                .withMetadata(Metadata.withRegistry(plan, plan.names().base(), Component.MONITORING))
                .addToAdditionalProperties("spec", new TreeMap<>(spec(plan)))
                .build();
    }

    private boolean isKnown(APIResourceList types) {
        return types != null
                && types.getResources().stream().anyMatch(type -> type.getKind().equals(kind));
    }

    private static boolean same(GenericKubernetesResource actual, GenericKubernetesResource desired) {
        return desired.getAdditionalProperties().equals(actual.getAdditionalProperties())
                && actual.getMetadata().getLabels() != null
                && actual.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(desired.getMetadata().getLabels().entrySet());
    }
}
