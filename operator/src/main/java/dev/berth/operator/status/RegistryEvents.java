package dev.berth.operator.status;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.plan.Aspect;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events of a Registry: one for each change of a condition's state or reason, none for what stays the same.
public final class RegistryEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryEvents.class);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NOTE = 1000;

    /// What is said by Ready already, or is no news.
    private static final Set<String> QUIET = Set.of(Aspect.RECONCILING.type(), Aspect.STALLED.type());

    private final KubernetesClient client;
    private final Clock clock;
    private final String instance;

    public RegistryEvents(KubernetesClient client, Clock clock, String instance) {
        this.client = client;
        this.clock = clock;
        this.instance = instance;
    }

    /// Tells what changed from the Registry's status to the new one. An Event that can't be written is no reason to
    /// fail.
    public void tell(Registry registry, RegistryStatus status) {
        List<Condition> conditions = status.conditions() == null ? List.of() : status.conditions();
        conditions.stream()
                .filter(condition -> !QUIET.contains(condition.getType()))
                .filter(condition -> !condition.getStatus().equals("Unknown"))
                .filter(condition -> isNews(StatusReport.previous(registry, condition.getType()), condition))
                .forEach(condition -> write(registry, condition));
        tellOfCollection(registry, status);
    }

    private void tellOfCollection(Registry registry, RegistryStatus status) {
        RegistryStatus.GarbageCollection last = status.lastGarbageCollection();
        RegistryStatus.GarbageCollection before =
                registry.getStatus() == null ? null : registry.getStatus().lastGarbageCollection();
        Condition condition = status.conditions() == null
                ? null
                : status.conditions().stream()
                        .filter(found -> found.getType().equals(Aspect.GARBAGE_COLLECTION.type()))
                        .findFirst()
                        .orElse(null);
        Condition old = StatusReport.previous(registry, Aspect.GARBAGE_COLLECTION.type());
        boolean another = last != null && before != null && !last.job().equals(before.job());
        if (condition != null && another && !isNews(old, condition)) {
            write(registry, condition);
        }
    }

    private static boolean isNews(@Nullable Condition old, Condition condition) {
        return old == null
                || !old.getStatus().equals(condition.getStatus())
                || !old.getReason().equals(condition.getReason());
    }

    private static boolean isFine(Condition condition) {
        return condition.getStatus().equals("True")
                || (condition.getType().equals(Aspect.MIGRATION.type())
                        && Move.ON_ITS_WAY.contains(condition.getReason()));
    }

    private void write(Registry registry, Condition condition) {
        String note = condition.getMessage();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(registry.getMetadata().getName() + "-")
                .withNamespace(registry.getMetadata().getNamespace())
                .endMetadata()
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(registry.getApiVersion())
                        .withKind(registry.getKind())
                        .withName(registry.getMetadata().getName())
                        .withNamespace(registry.getMetadata().getNamespace())
                        .withUid(registry.getMetadata().getUid())
                        .withResourceVersion(registry.getMetadata().getResourceVersion())
                        .build())
                .withType(isFine(condition) ? "Normal" : "Warning")
                .withReason(condition.getReason())
                .withAction("Reconcile")
                .withNote(note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note)
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withReportingController("berth.dev/operator")
                .withReportingInstance(instance)
                .build();
        try {
            client.events().v1().events().resource(event).create();
        } catch (KubernetesClientException e) {
            if (!Namespaces.isEnding(e)) {
                LOG.warn("an Event could not be written: {}", e.getMessage());
            }
        }
    }
}
