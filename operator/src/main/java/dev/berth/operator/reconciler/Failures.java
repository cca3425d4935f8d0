package dev.berth.operator.reconciler;

import dev.berth.operator.owned.Owned;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Turns what went wrong while objects were applied into problems.
final class Failures {
    private static final int LONGEST = 500;

    private Failures() {}

    @SuppressWarnings("rawtypes")
    static List<Problem> of(Map<DependentResource, Exception> errors) {
        return errors.entrySet().stream()
                .map(entry -> new Problem(
                        about(entry.getKey()),
                        "ApplyFailed",
                        "the " + entry.getKey().resourceType().getSimpleName() + " could not be applied: "
                                + cause(entry.getValue()) + "; it is tried again"))
                .sorted(Comparator.comparing(Problem::about).thenComparing(Problem::message))
                .toList();
    }

    private static Aspect about(DependentResource<?, ?> dependent) {
        return dependent instanceof Owned<?> owned ? owned.about() : Aspect.READY;
    }

    static String cause(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && !(cause instanceof KubernetesClientException)) {
            cause = cause.getCause();
        }
        String text = cause instanceof KubernetesClientException refused && refused.getStatus() != null
                ? refused.getStatus().getMessage()
                : cause.getMessage();
        String known = text == null ? cause.getClass().getSimpleName() : text;
        return known.length() > LONGEST ? known.substring(0, LONGEST) : known;
    }
}
