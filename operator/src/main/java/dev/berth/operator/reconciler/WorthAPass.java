package dev.berth.operator.reconciler;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.gc.CollectionRequest;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/// Which changes of a Registry begin a pass: those of its spec, its deletion, and a request for a collection. Its
/// status
/// is the operator's own.
public final class WorthAPass implements OnUpdateFilter<Registry> {
    @Override
    public boolean accept(Registry now, Registry before) {
        return !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || now.getMetadata().getDeletionTimestamp() != null
                || !Objects.equals(CollectionRequest.of(now), CollectionRequest.of(before));
    }
}
