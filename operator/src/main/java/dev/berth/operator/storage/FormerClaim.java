package dev.berth.operator.storage;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.FormerStorage;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import org.jspecify.annotations.Nullable;

/// The claim that a registry leaves, looked at live: nobody makes it again, so pods that want it would wait for ever.
public record FormerClaim(@Nullable Problem problem) {
    public static FormerClaim of(RegistryPlan plan, Context<Registry> context) {
        FormerStorage former = plan.former();
        String name = former == null ? null : former.claim();
        boolean there = name == null
                || context.getClient()
                                .persistentVolumeClaims()
                                .inNamespace(plan.names().namespace())
                                .withName(name)
                                .get()
                        != null;
        return new FormerClaim(
                there
                        ? null
                        : new Problem(
                                Aspect.STORAGE,
                                "ClaimNotFound",
                                "claim " + name + " of spec.storage.migrateFrom.persistentVolumeClaim does not exist;"
                                        + " name the one with the images"));
    }
}
