package dev.berth.operator.status;

import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.endpoint.Answer;
import dev.berth.operator.endpoint.MigrationReport;
import dev.berth.operator.endpoint.StorageReport;
import dev.berth.operator.plan.Findings;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one pass found out: everything the status is made from besides the plan.
public record Observed(
        Findings findings,
        @Nullable Deployment deployment,
        @Nullable PodTrouble trouble,
        @Nullable PersistentVolumeClaim claim,
        @Nullable Instant certificateNotAfter,
        Answers answers,
        boolean pullSecret,
        Collection collection,
        @Nullable MigrationReport move,
        @Nullable StorageReport storage) {

    /// The last collection; the time of one that should have succeeded by now; the request that was acted upon last.
    public record Collection(
            RegistryStatus.@Nullable GarbageCollection lastRun,
            @Nullable Instant missed,
            @Nullable String request) {}

    /// The answers of the published addresses; null where there is none to ask.
    public record Answers(
            @Nullable Answer cluster, @Nullable Answer ingress) {
        /// The first address that doesn't answer, or null.
        @Nullable
        String silence() {
            if (cluster instanceof Answer.Silent(String cause)) {
                return "the Service does not answer: " + cause;
            }
            return ingress instanceof Answer.Silent(String cause) ? "the Ingress does not answer: " + cause : null;
        }
    }
}
