package dev.berth.operator.reconciler;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/// A Registry that holds its name and its status only, as a server-side apply of the status wants it.
final class StatusPatch {
    private StatusPatch() {}

    static Registry of(Registry registry, RegistryStatus status) {
        Registry patch = new Registry();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(registry.getMetadata().getName())
                .withNamespace(registry.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        return patch;
    }

    static boolean isTrue(RegistryStatus status, String type) {
        return status.conditions() != null
                && status.conditions().stream()
                        .anyMatch(condition -> condition.getType().equals(type)
                                && condition.getStatus().equals("True"));
    }
}
