package dev.berth.operator.storage;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.OwnedOnDemand;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/// The bucket's keys and authorities under the names that the server reads, whatever they are called where they come
/// from. The pods mount it, so that a change reaches them without a new pod.
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
public final class BucketSecret extends OwnedOnDemand<Secret> {
    public BucketSecret() {
        super(Secret.class);
    }

    @Override
    public Aspect about() {
        return Aspect.STORAGE;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().bucket();
    }

    @Override
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return Shared.get(context, BucketFiles.class).problem() != null;
    }

    @Override
    public Secret desired(RegistryPlan plan, Context<Registry> context) {
        SecretBuilder secret = new SecretBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.STORAGE))
                .withType("Opaque");
        Shared.get(context, BucketFiles.class)
                .files()
                .forEach((name, text) -> secret.addToData(name, SecretReader.encode(text)));
        return secret.build();
    }
}
