package dev.berth.operator.checks;

import dev.berth.api.v1alpha1.ExposeSpec;
import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Findings;
import dev.berth.operator.plan.FormerStorage;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.schedule.CronSchedule;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The checks, in the order in which they are told.
public final class SpecChecks {
    private static final Comparator<Registry> OLDEST = Comparator.comparing(
                    (Registry registry) -> registry.getMetadata().getCreationTimestamp())
            .thenComparing(registry -> registry.getMetadata().getNamespace())
            .thenComparing(registry -> registry.getMetadata().getName());

    private SpecChecks() {}

    /// Checks a plan against the other Registries that the operator sees.
    public static Findings of(RegistryPlan plan, Stream<Registry> all) {
        return new Findings(
                Stream.of(scheduleDoesNotParse(plan), timeZoneUnknown(plan), movesToItself(plan), hostTaken(plan, all))
                        .flatMap(Stream::ofNullable)
                        .toList());
    }

    private static @Nullable Problem scheduleDoesNotParse(RegistryPlan plan) {
        String schedule = plan.spec().garbageCollection().schedule();
        String fault = CronSchedule.fault(schedule);
        return fault == null
                ? null
                : new Problem(
                        Aspect.GARBAGE_COLLECTION,
                        "InvalidSchedule",
                        "spec.garbageCollection.schedule \"" + schedule + "\": " + fault
                                + "; write minute, hour, day of month, month and day of week, such as \"23 3 * * *\"");
    }

    private static @Nullable Problem timeZoneUnknown(RegistryPlan plan) {
        String zone = plan.spec().garbageCollection().timeZone();
        try {
            ZoneId.of(zone);
            return null;
        } catch (DateTimeException _) {
            return new Problem(
                    Aspect.GARBAGE_COLLECTION,
                    "UnknownTimeZone",
                    "spec.garbageCollection.timeZone \"" + zone + "\" is not known; write an IANA name such as"
                            + " Europe/Berlin");
        }
    }

    /// The schema doesn't know what the operator's claim is called.
    private static @Nullable Problem movesToItself(RegistryPlan plan) {
        FormerStorage former = plan.former();
        return former == null || former.claim() == null || !former.claim().equals(plan.claimName())
                ? null
                : new Problem(
                        Aspect.STORAGE,
                        "SameStorage",
                        "spec.storage.migrateFrom: claim " + former.claim()
                                + " is the storage to move to; name the one to leave, or remove it");
    }

    private static @Nullable Problem hostTaken(RegistryPlan plan, Stream<Registry> all) {
        if (plan.ingress() == null) {
            return null;
        }
        String host = plan.ingressHost();
        List<Registry> claimants = all.filter(registry -> host.equals(hostOf(registry)))
                .sorted(OLDEST)
                .toList();
        if (claimants.isEmpty() || OLDEST.compare(claimants.getFirst(), plan.registry()) >= 0) {
            return null;
        }
        Registry first = claimants.getFirst();
        return new Problem(
                Aspect.EXPOSURE,
                "HostTaken",
                "spec.expose.ingress.host " + host + " belongs to the older Registry "
                        + first.getMetadata().getNamespace() + "/"
                        + first.getMetadata().getName()
                        + "; choose another host, or remove it there");
    }

    private static @Nullable String hostOf(Registry registry) {
        ExposeSpec.Ingress ingress = registry.getSpec().expose().ingress();
        return ingress == null || registry.getMetadata().getDeletionTimestamp() != null ? null : ingress.host();
    }
}
