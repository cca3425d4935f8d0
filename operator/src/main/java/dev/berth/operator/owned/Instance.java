package dev.berth.operator.owned;

import dev.berth.operator.plan.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Set;

/// The way from an owned object to its Registry: by label, since data has no owner reference.
public final class Instance {
    private Instance() {}

    public static Set<ResourceID> of(HasMetadata resource) {
        String instance = resource.getMetadata().getLabels() == null
                ? null
                : resource.getMetadata().getLabels().get(Labels.INSTANCE);
        return instance == null
                ? Set.of()
                : Set.of(new ResourceID(instance, resource.getMetadata().getNamespace()));
    }
}
