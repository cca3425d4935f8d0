package dev.berth.api.v1alpha1;

/// Rules that compare where images are kept: the claim, or the bucket and its folder. They are written out, since the
/// API server bounds what a rule may cost and knows the length of plain fields only.
final class Places {
    private static final String IS_BEFORE = "has(self.persistentVolumeClaim) == has(oldSelf.persistentVolumeClaim)"
            + " && (!has(self.persistentVolumeClaim)"
            + " || (has(self.persistentVolumeClaim.existingClaim) == has(oldSelf.persistentVolumeClaim.existingClaim)"
            + " && (!has(self.persistentVolumeClaim.existingClaim)"
            + " || self.persistentVolumeClaim.existingClaim == oldSelf.persistentVolumeClaim.existingClaim)))"
            + " && has(self.s3) == has(oldSelf.s3) && (!has(self.s3) || (self.s3.bucket == oldSelf.s3.bucket"
            + " && has(self.s3.rootDirectory) == has(oldSelf.s3.rootDirectory)"
            + " && (!has(self.s3.rootDirectory) || self.s3.rootDirectory == oldSelf.s3.rootDirectory)))";

    private static final String LEFT_IS_BEFORE =
            "has(self.migrateFrom.persistentVolumeClaim) == has(oldSelf.persistentVolumeClaim)"
                    + " && (!has(self.migrateFrom.persistentVolumeClaim)"
                    + " || (has(self.migrateFrom.persistentVolumeClaim.existingClaim) == has(oldSelf.persistentVolumeClaim.existingClaim)"
                    + " && (!has(self.migrateFrom.persistentVolumeClaim.existingClaim)"
                    + " || self.migrateFrom.persistentVolumeClaim.existingClaim == oldSelf.persistentVolumeClaim.existingClaim)))"
                    + " && has(self.migrateFrom.s3) == has(oldSelf.s3) && (!has(self.migrateFrom.s3) || (self.migrateFrom.s3.bucket == oldSelf.s3.bucket"
                    + " && has(self.migrateFrom.s3.rootDirectory) == has(oldSelf.s3.rootDirectory)"
                    + " && (!has(self.migrateFrom.s3.rootDirectory) || self.migrateFrom.s3.rootDirectory == oldSelf.s3.rootDirectory)))";

    private static final String LEFT_IS_LEFT_BEFORE =
            "has(self.migrateFrom.persistentVolumeClaim) == has(oldSelf.migrateFrom.persistentVolumeClaim)"
                    + " && (!has(self.migrateFrom.persistentVolumeClaim)"
                    + " || (has(self.migrateFrom.persistentVolumeClaim.existingClaim) == has(oldSelf.migrateFrom.persistentVolumeClaim.existingClaim)"
                    + " && (!has(self.migrateFrom.persistentVolumeClaim.existingClaim)"
                    + " || self.migrateFrom.persistentVolumeClaim.existingClaim == oldSelf.migrateFrom.persistentVolumeClaim.existingClaim)))"
                    + " && has(self.migrateFrom.s3) == has(oldSelf.migrateFrom.s3) && (!has(self.migrateFrom.s3) || (self.migrateFrom.s3.bucket == oldSelf.migrateFrom.s3.bucket"
                    + " && has(self.migrateFrom.s3.rootDirectory) == has(oldSelf.migrateFrom.s3.rootDirectory)"
                    + " && (!has(self.migrateFrom.s3.rootDirectory) || self.migrateFrom.s3.rootDirectory == oldSelf.migrateFrom.s3.rootDirectory)))";

    private static final String IS_LEFT_BEFORE =
            "has(self.persistentVolumeClaim) == has(oldSelf.migrateFrom.persistentVolumeClaim)"
                    + " && (!has(self.persistentVolumeClaim)"
                    + " || (has(self.persistentVolumeClaim.existingClaim) == has(oldSelf.migrateFrom.persistentVolumeClaim.existingClaim)"
                    + " && (!has(self.persistentVolumeClaim.existingClaim)"
                    + " || self.persistentVolumeClaim.existingClaim == oldSelf.migrateFrom.persistentVolumeClaim.existingClaim)))"
                    + " && has(self.s3) == has(oldSelf.migrateFrom.s3) && (!has(self.s3) || (self.s3.bucket == oldSelf.migrateFrom.s3.bucket"
                    + " && has(self.s3.rootDirectory) == has(oldSelf.migrateFrom.s3.rootDirectory)"
                    + " && (!has(self.s3.rootDirectory) || self.s3.rootDirectory == oldSelf.migrateFrom.s3.rootDirectory)))";

    private static final String IS_LEFT =
            "has(self.persistentVolumeClaim) == has(self.migrateFrom.persistentVolumeClaim)"
                    + " && (!has(self.persistentVolumeClaim)"
                    + " || (has(self.persistentVolumeClaim.existingClaim) == has(self.migrateFrom.persistentVolumeClaim.existingClaim)"
                    + " && (!has(self.persistentVolumeClaim.existingClaim)"
                    + " || self.persistentVolumeClaim.existingClaim == self.migrateFrom.persistentVolumeClaim.existingClaim)))"
                    + " && has(self.s3) == has(self.migrateFrom.s3) && (!has(self.s3) || (self.s3.bucket == self.migrateFrom.s3.bucket"
                    + " && has(self.s3.rootDirectory) == has(self.migrateFrom.s3.rootDirectory)"
                    + " && (!has(self.s3.rootDirectory) || self.s3.rootDirectory == self.migrateFrom.s3.rootDirectory)))";

    /// A move begins with the storage in use. Until it is over another can't begin, but where it goes may be mended,
    /// and it may be called off; that this ends once the server has begun is a rule of [Registry], which sees the
    /// status.
    static final String STAYS_OR_MOVES = "(" + IS_BEFORE + ") || (has(oldSelf.migrateFrom)"
            + " ? (has(self.migrateFrom) ? " + LEFT_IS_LEFT_BEFORE + " : " + IS_LEFT_BEFORE + ")"
            + " : has(self.migrateFrom) && " + LEFT_IS_BEFORE + ")";

    static final String GOES_ELSEWHERE = "!has(self.migrateFrom) || !(" + IS_LEFT + ")"
            + " || (has(self.s3) && (has(self.s3.endpoint) != has(self.migrateFrom.s3.endpoint)"
            + " || (has(self.s3.endpoint) && self.s3.endpoint != self.migrateFrom.s3.endpoint)))";

    static final String STAYS_ONCE_BEGUN = "!has(oldSelf.status) || !has(oldSelf.status.migration)"
            + " || oldSelf.status.migration.state == 'Pending' || !has(oldSelf.spec.storage.migrateFrom) || ("
            + "has(self.spec.storage.persistentVolumeClaim) == has(oldSelf.spec.storage.persistentVolumeClaim)"
            + " && (!has(self.spec.storage.persistentVolumeClaim)"
            + " || (has(self.spec.storage.persistentVolumeClaim.existingClaim) == has(oldSelf.spec.storage.persistentVolumeClaim.existingClaim)"
            + " && (!has(self.spec.storage.persistentVolumeClaim.existingClaim)"
            + " || self.spec.storage.persistentVolumeClaim.existingClaim == oldSelf.spec.storage.persistentVolumeClaim.existingClaim)))"
            + " && has(self.spec.storage.s3) == has(oldSelf.spec.storage.s3) && (!has(self.spec.storage.s3) || (self.spec.storage.s3.bucket == oldSelf.spec.storage.s3.bucket"
            + " && has(self.spec.storage.s3.rootDirectory) == has(oldSelf.spec.storage.s3.rootDirectory)"
            + " && (!has(self.spec.storage.s3.rootDirectory) || self.spec.storage.s3.rootDirectory == oldSelf.spec.storage.s3.rootDirectory)))"
            + ")";

    /// Of the part that describes a claim.
    static final String OTHER_CLAIM = "has(self.existingClaim) != has(oldSelf.existingClaim)"
            + " || (has(self.existingClaim) && self.existingClaim != oldSelf.existingClaim)";

    private Places() {}
}
