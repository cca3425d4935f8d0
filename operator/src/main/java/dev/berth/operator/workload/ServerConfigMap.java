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
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/// The server's configuration file.
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE, informer = @Informer(labelSelector = Labels.SELECTOR))
public final class ServerConfigMap extends Owned<ConfigMap> {
    public ServerConfigMap() {
        super(ConfigMap.class);
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().configMap();
    }

    /// A move whose storage can't be mounted leaves what serves as it is.
    @Override
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return plan.former() != null && Shared.get(context, Findings.class).concern(Aspect.STORAGE);
    }

    @Override
    public ConfigMap desired(RegistryPlan plan, Context<Registry> context) {
        return new ConfigMapBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.SERVER))
                .addToData(Server.CONFIG_KEY, plan.config().yaml())
                .build();
    }
}
