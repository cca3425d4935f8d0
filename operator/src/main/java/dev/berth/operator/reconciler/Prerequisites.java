package dev.berth.operator.reconciler;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.checks.SpecChecks;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Findings;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.storage.BucketFiles;
import dev.berth.operator.storage.FormerClaim;
import dev.berth.operator.storage.UsedClaim;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Objects;
import java.util.stream.Stream;

/// What is looked at before anything is applied: the spec, and where images are to be moved also both storages, since
/// the pods that serve are to stay while these can't be mounted.
final class Prerequisites {
    private Prerequisites() {}

    static Findings of(RegistryPlan plan, Context<Registry> context) {
        Findings spec = SpecChecks.of(plan, context.getPrimaryCache().list());
        return plan.former() == null
                ? spec
                : new Findings(Stream.concat(spec.problems().stream(), storage(context))
                        .toList());
    }

    static Stream<Problem> storage(Context<Registry> context) {
        return Stream.of(
                        Shared.get(context, UsedClaim.class).problem(),
                        Shared.get(context, FormerClaim.class).problem(),
                        Shared.get(context, BucketFiles.class).problem())
                .filter(Objects::nonNull);
    }
}
