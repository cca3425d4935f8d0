package dev.berth.operator.owned;

import dev.berth.api.v1alpha1.Registry;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;

/// An owned object that is deleted when the spec no longer asks for it.
public abstract class OwnedOnDemand<R extends HasMetadata> extends Owned<R> implements GarbageCollected<Registry> {
    protected OwnedOnDemand(Class<R> type) {
        super(type);
    }
}
