package dev.berth.operator.plan;

import dev.berth.api.v1alpha1.MigrationSource;
import dev.berth.api.v1alpha1.MigrationSource.FormerClaim;
import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.api.v1alpha1.S3Storage;
import org.jspecify.annotations.Nullable;

/// The storage that a registry leaves: a claim or a bucket.
public record FormerStorage(
        @Nullable String claim, @Nullable S3Storage bucket) {
    /// States of a move besides those that the server tells while it copies.
    public static final String PENDING = "Pending";

    public static final String COMPLETED = "Completed";

    static @Nullable FormerStorage of(Registry registry) {
        MigrationSource source = registry.getSpec().storage().migrateFrom();
        if (source == null) {
            return null;
        }
        FormerClaim claim = source.persistentVolumeClaim();
        if (claim == null) {
            return new FormerStorage(null, source.s3());
        }
        return new FormerStorage(
                claim.existingClaim() == null ? Names.of(registry).claim() : claim.existingClaim(), null);
    }

    /// For people, and to tell one move from another.
    public String describe() {
        return describe(claim, bucket);
    }

    static String describe(@Nullable String claim, @Nullable S3Storage bucket) {
        if (bucket == null) {
            return "claim " + claim;
        }
        String place = bucket.rootDirectory() == null
                ? "bucket " + bucket.bucket()
                : "folder " + bucket.rootDirectory() + " of bucket " + bucket.bucket();
        return bucket.endpoint() == null ? place : place + " at " + bucket.endpoint();
    }

    /// Whether a Registry still has images that only the storage it leaves has, as far as is known.
    public static boolean isInUse(Registry registry) {
        return isInUse(registry, registry.getStatus());
    }

    /// The same, when its status is this.
    public static boolean isInUse(Registry registry, @Nullable RegistryStatus status) {
        FormerStorage former = of(registry);
        RegistryStatus.Migration known = status == null ? null : status.migration();
        return former != null
                && (known == null
                        || !known.from().equals(former.describe())
                        || !known.state().equals(COMPLETED));
    }
}
