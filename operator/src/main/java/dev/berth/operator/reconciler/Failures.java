package dev.berth.operator.reconciler;

import dev.berth.operator.owned.Owned;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.status.Namespaces;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Turns what went wrong while objects were applied into problems.
final class Failures {
    private static final int LONGEST = 500;
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;

    private Failures() {}

    @SuppressWarnings("rawtypes")
    static List<Problem> of(Map<DependentResource, Exception> errors) {
        return errors.entrySet().stream()
                .map(entry -> problem(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Problem::about).thenComparing(Problem::message))
                .toList();
    }

    /// A namespace that is being deleted takes no new objects: its Registry goes next, and nothing is left to do.
    static boolean namespaceEnds(Collection<Exception> errors) {
        return errors.stream()
                .anyMatch(error ->
                        root(error) instanceof KubernetesClientException refused && Namespaces.isEnding(refused));
    }

    private static Problem problem(DependentResource<?, ?> dependent, Exception error) {
        String what = "the " + dependent.resourceType().getSimpleName() + " could not be applied: ";
        int code = root(error) instanceof KubernetesClientException refused ? refused.getCode() : 0;
        if (code == CONFLICT) {
            return new Problem(
                    about(dependent),
                    "ApplyConflict",
                    what + "it changed meanwhile, or one of that name exists that the operator did not make; it is"
                            + " tried again",
                    Problem.Cure.TIME);
        }
        return new Problem(
                about(dependent),
                "ApplyFailed",
                what + cause(error) + "; it is tried again",
                code >= BAD_REQUEST && code < SERVER_ERROR ? Problem.Cure.PERSON : Problem.Cure.TIME);
    }

    private static Aspect about(DependentResource<?, ?> dependent) {
        return dependent instanceof Owned<?> owned ? owned.about() : Aspect.READY;
    }

    static String cause(Throwable error) {
        Throwable root = root(error);
        String text = root instanceof KubernetesClientException refused && refused.getStatus() != null
                ? refused.getStatus().getMessage()
                : root.getMessage();
        String known = text == null ? root.getClass().getSimpleName() : text;
        return known.length() > LONGEST ? known.substring(0, LONGEST) : known;
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && !(root instanceof KubernetesClientException)) {
            root = root.getCause();
        }
        return root;
    }
}
