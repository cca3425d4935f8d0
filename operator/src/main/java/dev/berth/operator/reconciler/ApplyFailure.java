package dev.berth.operator.reconciler;

import dev.berth.api.v1alpha1.RegistryStatus;

/// Some objects could not be applied: the pass is tried again with back-off, and the status says which.
final class ApplyFailure extends RuntimeException {
    private final transient RegistryStatus status;

    ApplyFailure(RegistryStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    RegistryStatus status() {
        return status;
    }
}
