package dev.berth.operator.storage;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import org.jspecify.annotations.Nullable;

/// The claim in use: the operator's from its cache, a user's live.
public record UsedClaim(
        @Nullable PersistentVolumeClaim claim, @Nullable Problem problem) {
    public static UsedClaim of(RegistryPlan plan, Context<Registry> context) {
        String name = plan.claimName();
        if (name == null) {
            return new UsedClaim(null, null);
        }
        if (plan.ownsClaim()) {
            return new UsedClaim(
                    context.getSecondaryResourcesAsStream(PersistentVolumeClaim.class)
                            .filter(claim -> claim.getMetadata().getName().equals(name))
                            .findFirst()
                            .orElse(null),
                    null);
        }
        PersistentVolumeClaim claim = context.getClient()
                .persistentVolumeClaims()
                .inNamespace(plan.names().namespace())
                .withName(name)
                .get();
        return new UsedClaim(claim, claim == null ? missing(name) : null);
    }

    private static Problem missing(String name) {
        return new Problem(
                Aspect.STORAGE,
                "ClaimNotFound",
                "claim " + name + " of spec.storage.persistentVolumeClaim.existingClaim does not exist; create it");
    }
}
