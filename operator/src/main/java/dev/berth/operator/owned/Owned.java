package dev.berth.operator.owned;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.Updater;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import java.util.Set;

/// An object that a Registry owns and that the operator never deletes by itself: its metadata says whether it has an
/// owner reference. Objects that come and go with the spec extend [OwnedOnDemand].
public abstract class Owned<R extends HasMetadata> extends KubernetesDependentResource<R, Registry>
        implements Creator<R, Registry>, Updater<R, Registry>, SecondaryToPrimaryMapper<R> {
    protected Owned(Class<R> type) {
        super(type);
    }

    /// The object's name.
    protected abstract String name(RegistryPlan plan);

    /// The object as it should be.
    public abstract R desired(RegistryPlan plan, Context<Registry> context);

    /// The condition that tells of a failure to apply the object.
    public Aspect about() {
        return Aspect.READY;
    }

    /// Whether the object is to stay as it is, because what it is made from is at fault.
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return false;
    }

    @Override
    protected final R desired(Registry registry, Context<Registry> context) {
        return desired(Shared.get(context, RegistryPlan.class), context);
    }

    @Override
    public ReconcileResult<R> reconcile(Registry registry, Context<Registry> context) {
        if (held(Shared.get(context, RegistryPlan.class), context)) {
            return ReconcileResult.noOperation(
                    getSecondaryResource(registry, context).orElse(null));
        }
        return super.reconcile(registry, context);
    }

    @Override
    protected ResourceID targetSecondaryResourceID(Registry registry, Context<Registry> context) {
        RegistryPlan plan = Shared.get(context, RegistryPlan.class);
        return new ResourceID(name(plan), plan.names().namespace());
    }

    @Override
    protected final void addReferenceHandlingMetadata(R desired, Registry registry) {
        // Metadata has set the owner, or left it out on purpose.
    }

    @Override
    public Set<ResourceID> toPrimaryResourceIDs(R resource) {
        return Instance.of(resource);
    }
}
