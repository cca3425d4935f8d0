package dev.berth.operator.storage;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;

/// Whether the server needs files to reach its bucket.
public final class BucketFilesRequested implements Condition<Secret, Registry> {
    @Override
    public boolean isMet(DependentResource<Secret, Registry> dependent, Registry registry, Context<Registry> context) {
        return Shared.get(context, RegistryPlan.class).needsBucketFiles();
    }
}
