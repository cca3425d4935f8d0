package dev.berth.operator.exposure;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;

/// Whether the spec has an Ingress; without one, an existing Ingress is deleted.
public final class IngressRequested implements Condition<Ingress, Registry> {
    @Override
    public boolean isMet(DependentResource<Ingress, Registry> dependent, Registry registry, Context<Registry> context) {
        return Shared.get(context, RegistryPlan.class).ingress() != null;
    }
}
