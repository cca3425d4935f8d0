package dev.berth.operator.monitoring;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult;
import java.util.List;
import java.util.Map;

/// Lets the Prometheus operator find the server's metrics, where that operator's types are there: they may come and go
/// at any
/// time, so each pass asks, and no informer depends on them. The pods are found by label (PodMonitor), since the
/// Service does
/// not carry the metrics port.
public final class ServerPodMonitor implements DependentResource<GenericKubernetesResource, Registry> {
    private static final String GROUP = "monitoring.coreos.com";
    private static final String API_VERSION = GROUP + "/v1";

    @Override
    public ReconcileResult<GenericKubernetesResource> reconcile(Registry registry, Context<Registry> context) {
        KubernetesClient client = context.getClient();
        if (client.getApiResources(API_VERSION) == null) {
            return ReconcileResult.noOperation(null);
        }
        GenericKubernetesResource desired = desired(Shared.get(context, RegistryPlan.class));
        Resource<GenericKubernetesResource> resource = client.resource(desired);
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

    private static boolean same(GenericKubernetesResource actual, GenericKubernetesResource desired) {
        return desired.getAdditionalProperties().equals(actual.getAdditionalProperties())
                && actual.getMetadata().getLabels() != null
                && actual.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(desired.getMetadata().getLabels().entrySet());
    }

    private static GenericKubernetesResource desired(RegistryPlan plan) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind("PodMonitor")
                .withMetadata(Metadata.withRegistry(plan, plan.names().base(), Component.MONITORING))
                .addToAdditionalProperties(
                        "spec",
                        Map.of(
                                "selector",
                                Map.of("matchLabels", Labels.serverSelector(plan.names())),
                                "podMetricsEndpoints",
                                List.of(Map.of("port", Server.METRICS_PORT_NAME, "path", "/metrics"))))
                .build();
    }
}
