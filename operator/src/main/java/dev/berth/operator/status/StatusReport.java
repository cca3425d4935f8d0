package dev.berth.operator.status;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The status of a Registry. The same observation gives the same status: a condition's time moves only with its state.
public final class StatusReport {
    private StatusReport() {}

    public static RegistryStatus of(RegistryPlan plan, Observed observed, Instant now) {
        return new RegistryStatus(
                plan.registry().getMetadata().getGeneration(),
                replicas(observed.deployment()),
                selector(plan),
                new RegistryStatus.Addresses(
                        plan.url(), plan.clusterAddress(), plan.ingress() == null ? null : plan.ingressHost()),
                observed.pullSecret() ? plan.names().pullSecret() : null,
                StorageStatus.of(plan, observed),
                observed.certificateNotAfter() == null
                        ? null
                        : new RegistryStatus.Certificate(
                                observed.certificateNotAfter().toString()),
                observed.collection().lastRun(),
                observed.collection().request(),
                Move.of(plan, observed.move()),
                conditions(plan.registry(), new Verdicts(plan, observed).all(), now));
    }

    /// What is left to say when a pass broke off: the old status, and that nobody knows.
    public static RegistryStatus broken(Registry registry, String message, Instant now) {
        RegistryStatus old = registry.getStatus();
        return new RegistryStatus(
                old == null ? null : old.observedGeneration(),
                old == null ? null : old.replicas(),
                old == null ? null : old.selector(),
                old == null ? null : old.addresses(),
                old == null ? null : old.pullSecretName(),
                old == null ? null : old.storage(),
                old == null ? null : old.certificate(),
                old == null ? null : old.lastGarbageCollection(),
                old == null ? null : old.collectionRequest(),
                old == null ? null : old.migration(),
                conditions(
                        registry,
                        Map.of(
                                Aspect.READY, Verdict.unknown("ReconcileFailed", message),
                                Aspect.RECONCILING, Verdict.yes("ReconcileFailed", message)),
                        now));
    }

    private static @Nullable Integer replicas(@Nullable Deployment deployment) {
        return deployment == null || deployment.getStatus() == null
                ? null
                : Objects.requireNonNullElse(deployment.getStatus().getReplicas(), 0);
    }

    private static String selector(RegistryPlan plan) {
        return Labels.serverSelector(plan.names()).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    private static List<Condition> conditions(Registry registry, Map<Aspect, Verdict> verdicts, Instant now) {
        return verdicts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> condition(registry, entry.getKey(), entry.getValue(), now))
                .toList();
    }

    private static Condition condition(Registry registry, Aspect aspect, Verdict verdict, Instant now) {
        Condition old = previous(registry, aspect.type());
        String since = old != null && old.getStatus().equals(verdict.state().word())
                ? String.valueOf(old.getLastTransitionTime())
                : now.truncatedTo(ChronoUnit.SECONDS).toString();
        return new ConditionBuilder()
                .withType(aspect.type())
                .withStatus(verdict.state().word())
                .withReason(verdict.reason())
                .withMessage(verdict.message())
                .withObservedGeneration(registry.getMetadata().getGeneration())
                .withLastTransitionTime(since)
                .build();
    }

    /// A Registry's condition of a type, or null.
    public static @Nullable Condition previous(Registry registry, String type) {
        RegistryStatus status = registry.getStatus();
        if (status == null || status.conditions() == null) {
            return null;
        }
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElse(null);
    }
}
