package dev.berth.operator.gc;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Owned;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/// The token that opens the server's maintenance API, and under a key that the collection's pod does not mount what
/// replicas sign with.
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
public final class MaintenanceSecret extends Owned<Secret> {
    public MaintenanceSecret() {
        super(Secret.class);
    }

    @Override
    public Aspect about() {
        return Aspect.GARBAGE_COLLECTION;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().maintenance();
    }

    @Override
    public Secret desired(RegistryPlan plan, Context<Registry> context) {
        MaintenanceKeys keys = Shared.get(context, MaintenanceKeys.class);
        return new SecretBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.GARBAGE_COLLECTION))
                .withType("Opaque")
                .addToData(Server.TOKEN_KEY, SecretReader.encode(keys.token()))
                .addToData(Server.SIGNING_KEY, SecretReader.encode(keys.signingKey()))
                .build();
    }
}
