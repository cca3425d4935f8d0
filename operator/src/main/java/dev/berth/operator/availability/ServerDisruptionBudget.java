package dev.berth.operator.availability;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Owned;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/// Lets a drain take one pod at a time. It never forbids the only one: a node that can't be drained is worse than a
/// minute without pulls.
@KubernetesDependent(informer = @Informer(labelSelector = Labels.SELECTOR))
public final class ServerDisruptionBudget extends Owned<PodDisruptionBudget> {
    public ServerDisruptionBudget() {
        super(PodDisruptionBudget.class);
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().base();
    }

    @Override
    public PodDisruptionBudget desired(RegistryPlan plan, Context<Registry> context) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.AVAILABILITY))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(Labels.serverSelector(plan.names()))
                .endSelector()
                .endSpec()
                .build();
    }
}
