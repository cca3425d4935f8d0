package dev.berth.operator.status;

import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.endpoint.StorageReport;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The storage in the status, and the verdict on it.
final class StorageStatus {
    private StorageStatus() {}

    static RegistryStatus.Storage of(RegistryPlan plan, Observed observed) {
        if (plan.bucket() != null) {
            String bucket = plan.bucket().bucket();
            return new RegistryStatus.Storage("S3", null, null, bucket, capabilities(plan, bucket, observed.storage()));
        }
        if (plan.volume() == null) {
            var directory = plan.spec().storage().emptyDir();
            String limit = directory == null ? null : directory.sizeLimit();
            return new RegistryStatus.Storage("EmptyDir", null, limit, null, null);
        }
        return new RegistryStatus.Storage(
                "PersistentVolumeClaim", plan.claimName(), capacity(observed.claim()), null, null);
    }

    private static @Nullable String capacity(@Nullable PersistentVolumeClaim claim) {
        Map<String, Quantity> capacity = claim == null || claim.getStatus() == null
                ? null
                : claim.getStatus().getCapacity();
        Quantity size = capacity == null ? null : capacity.get("storage");
        return size == null ? null : size.toString();
    }

    /// What was told of the bucket before stays while nobody can be asked.
    private static RegistryStatus.@Nullable Capabilities capabilities(
            RegistryPlan plan, String bucket, @Nullable StorageReport report) {
        if (report != null && report.capabilities() != null) {
            StorageReport.Capabilities told = report.capabilities();
            return new RegistryStatus.Capabilities(
                    told.conditionalCreate(),
                    told.conditionalReplace(),
                    told.conditionalDelete(),
                    told.multipartCopy());
        }
        RegistryStatus old = plan.registry().getStatus();
        RegistryStatus.Storage known = old == null ? null : old.storage();
        return known != null && bucket.equals(known.bucket()) ? known.capabilities() : null;
    }

    static Verdict verdict(RegistryPlan plan, Observed observed) {
        PodTrouble trouble = observed.trouble();
        return trouble != null && trouble.kind() == PodTrouble.Kind.STORAGE
                ? Verdict.no("NotWritable", trouble.words())
                : byKind(plan, observed);
    }

    private static Verdict byKind(RegistryPlan plan, Observed observed) {
        if (plan.bucket() != null) {
            return bucket(of(plan, observed));
        }
        if (plan.volume() == null) {
            return Verdict.yes("Ephemeral", "the images live and die with the pod");
        }
        PersistentVolumeClaim claim = observed.claim();
        if (claim == null) {
            return Verdict.no("ClaimMissing", "claim " + plan.claimName() + " does not exist yet");
        }
        String phase = claim.getStatus() == null
                ? "Pending"
                : String.valueOf(claim.getStatus().getPhase());
        return phase.equals("Bound")
                ? Verdict.yes("Bound", "claim " + plan.claimName() + " is bound")
                : Verdict.no(
                        "Claim" + phase,
                        "claim " + plan.claimName() + " is " + phase + "; see `kubectl describe pvc " + plan.claimName()
                                + "`");
    }

    private static Verdict bucket(RegistryStatus.Storage storage) {
        RegistryStatus.Capabilities can = storage.capabilities();
        if (can == null) {
            return Verdict.unknown(
                    "NotReachedYet", "no server has told yet that it reached bucket " + storage.bucket());
        }
        String kept = "the images are kept in bucket " + storage.bucket();
        return can.conditionalCreate() && can.conditionalReplace()
                ? Verdict.yes("Bucket", kept)
                : Verdict.yes(
                        "Bucket",
                        kept
                                + "; its service ignores conditions of writes, so spec.replicas has to stay 1, and nothing else"
                                + " may write to the bucket");
    }
}
