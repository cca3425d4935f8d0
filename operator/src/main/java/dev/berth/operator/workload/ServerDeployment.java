package dev.berth.operator.workload;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Owned;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Findings;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/// The server's pods. Storage that one pod alone may use is let go before the next one starts: with a volume of one
/// node a rolling update would wait for ever.
@KubernetesDependent(informer = @Informer(labelSelector = Labels.SELECTOR))
public final class ServerDeployment extends Owned<Deployment> {
    public ServerDeployment() {
        super(Deployment.class);
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().base();
    }

    /// A move whose storage can't be mounted leaves what serves as it is.
    @Override
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return plan.former() != null && Shared.get(context, Findings.class).concern(Aspect.STORAGE);
    }

    @Override
    public Deployment desired(RegistryPlan plan, Context<Registry> context) {
        return new DeploymentBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.SERVER))
                .withNewSpec()
                .withReplicas(plan.replicas())
                .withRevisionHistoryLimit(3)
                .withStrategy(strategy(plan))
                .withNewSelector()
                .withMatchLabels(Labels.serverSelector(plan.names()))
                .endSelector()
                .withTemplate(ServerPod.of(plan))
                .endSpec()
                .build();
    }

    private static DeploymentStrategy strategy(RegistryPlan plan) {
        if (!plan.overlapsPods()) {
            return new DeploymentStrategyBuilder().withType("Recreate").build();
        }
        return new DeploymentStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString(0))
                .withMaxSurge(new IntOrString(1))
                .endRollingUpdate()
                .build();
    }
}
