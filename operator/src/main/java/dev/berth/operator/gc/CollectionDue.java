package dev.berth.operator.gc;

import dev.berth.api.v1alpha1.GarbageCollectionSpec;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.schedule.CronSchedule;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When the schedule asks for a collection next, and from when it is overdue: it may start late and take its time.
public record CollectionDue(Instant at, Instant overdue) {
    /// Counted from the last success, or from when the schedule in force was applied. Empty where no collection is
    /// expected.
    public static Optional<CollectionDue> of(
            RegistryPlan plan, @Nullable CronJob cronJob, RegistryStatus.@Nullable GarbageCollection last) {
        GarbageCollectionSpec wanted = plan.spec().garbageCollection();
        if (cronJob == null
                || Boolean.TRUE.equals(cronJob.getSpec().getSuspend())
                || CronSchedule.fault(cronJob.getSpec().getSchedule()) != null) {
            return Optional.empty();
        }
        CronSchedule schedule = CronSchedule.parse(cronJob.getSpec().getSchedule(), zone(cronJob, wanted.timeZone()));
        Instant since = Stream.concat(applied(cronJob).stream(), succeeded(last).stream())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        Duration patience = plan.collectionStartsWithin().plus(plan.collectionTakesAtMost());
        return schedule.next(since).map(at -> new CollectionDue(at, at.plus(patience)));
    }

    private static ZoneId zone(CronJob cronJob, String wanted) {
        return ZoneId.of(Optional.ofNullable(cronJob.getSpec().getTimeZone()).orElse(wanted));
    }

    private static Optional<Instant> succeeded(RegistryStatus.@Nullable GarbageCollection last) {
        return Optional.ofNullable(last)
                .filter(run -> run.result().equals(LastRun.SUCCEEDED))
                .map(RegistryStatus.GarbageCollection::completionTime)
                .map(Instant::parse);
    }

    /// A schedule that was changed or resumed a moment ago has missed nothing yet.
    private static Optional<Instant> applied(CronJob cronJob) {
        List<ManagedFieldsEntry> managers = cronJob.getMetadata().getManagedFields();
        return managers.stream()
                .filter(entry -> Labels.OPERATOR.equals(entry.getManager()) && entry.getSubresource() == null)
                .map(ManagedFieldsEntry::getTime)
                .max(String::compareTo)
                .or(() -> Optional.ofNullable(cronJob.getMetadata().getCreationTimestamp()))
                .map(Instant::parse);
    }

    public boolean isOverdue(Instant now) {
        return !overdue.isAfter(now);
    }
}
