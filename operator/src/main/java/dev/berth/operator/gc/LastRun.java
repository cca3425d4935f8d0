package dev.berth.operator.gc;

import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.endpoint.CollectionReport;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The result of the last finished Job. A result that is complete is never asked for again.
public final class LastRun {
    static final String SUCCEEDED = "Succeeded";
    static final String FAILED = "Failed";

    private static final Duration REPORT_EXPECTED = Duration.ofMinutes(5);
    private static final int LONGEST_MESSAGE = 1000;

    private LastRun() {}

    public static RegistryStatus.@Nullable GarbageCollection of(
            Stream<Job> jobs,
            RegistryStatus.@Nullable GarbageCollection known,
            Supplier<Optional<CollectionReport>> report) {
        Job last = jobs.filter(job -> finished(job) != null)
                .max(Comparator.comparing(job -> String.valueOf(finishedAt(job))))
                .orElse(null);
        if (last == null || (known != null && isComplete(known, last))) {
            return known;
        }
        return result(last, report.get().filter(told -> !told.isUnasked()).orElse(null));
    }

    /// Whether a run ended just now and the server has not told its result yet.
    public static boolean isUntold(RegistryStatus.@Nullable GarbageCollection run, Instant now) {
        return run != null
                && run.result().equals(SUCCEEDED)
                && run.freedBytes() == null
                && run.completionTime() != null
                && Instant.parse(run.completionTime()).plus(REPORT_EXPECTED).isAfter(now);
    }

    private static boolean isComplete(RegistryStatus.GarbageCollection known, Job last) {
        return known.job().equals(last.getMetadata().getName())
                && (known.freedBytes() != null || known.result().equals(FAILED));
    }

    private static RegistryStatus.GarbageCollection result(Job job, @Nullable CollectionReport report) {
        JobCondition end = finished(job);
        boolean succeeded = end != null && end.getType().equals("Complete");
        if (!succeeded || report == null) {
            return untold(job, succeeded ? SUCCEEDED : FAILED, message(job, succeeded, report));
        }
        return new RegistryStatus.GarbageCollection(
                job.getMetadata().getName(),
                SUCCEEDED,
                job.getStatus().getStartTime(),
                finishedAt(job),
                report.repositories(),
                report.manifests(),
                report.markedBlobs(),
                report.scannedBlobs(),
                report.removedTags(),
                report.condemnedBlobs(),
                report.condemnedManifests(),
                report.condemnedBytes(),
                report.rescued(),
                report.removedManifests(),
                report.removedBlobs(),
                report.freedBytes(),
                message(job, true, report));
    }

    /// A run whose figures are not known.
    private static RegistryStatus.GarbageCollection untold(Job job, String result, @Nullable String message) {
        return new RegistryStatus.GarbageCollection(
                job.getMetadata().getName(),
                result,
                job.getStatus().getStartTime(),
                finishedAt(job),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                message);
    }

    private static @Nullable String message(Job job, boolean succeeded, @Nullable CollectionReport report) {
        if (!succeeded) {
            return "Job " + job.getMetadata().getName() + " failed; see `kubectl logs job/"
                    + job.getMetadata().getName() + "`";
        }
        List<Object> problems = report == null || report.problems() == null ? List.of() : report.problems();
        if (problems.isEmpty()) {
            return null;
        }
        String text = problems.size() + " problems, the first: " + problems.getFirst();
        return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text;
    }

    private static @Nullable JobCondition finished(Job job) {
        if (job.getStatus() == null || job.getStatus().getConditions() == null) {
            return null;
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> condition.getStatus().equals("True"))
                .filter(condition -> condition.getType().equals("Complete")
                        || condition.getType().equals("Failed"))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String finishedAt(Job job) {
        JobCondition condition = finished(job);
        String completed = job.getStatus().getCompletionTime();
        return completed != null || condition == null ? completed : condition.getLastTransitionTime();
    }
}
