package dev.berth.operator.auth;

import dev.berth.api.v1alpha1.Registry;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;

/// Whether the spec lists users. With an htpasswd file the operator knows no password, so there is no pull secret.
public final class UsersListed implements Condition<Secret, Registry> {
    @Override
    public boolean isMet(DependentResource<Secret, Registry> dependent, Registry registry, Context<Registry> context) {
        return registry.getSpec().auth().users() != null;
    }
}
