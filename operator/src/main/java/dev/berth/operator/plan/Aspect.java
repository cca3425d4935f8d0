package dev.berth.operator.plan;

/// What a condition of the status is about.
public enum Aspect {
    READY("Ready"),
    RECONCILING("Reconciling"),
    STALLED("Stalled"),
    STORAGE("StorageReady"),
    CERTIFICATE("CertificateReady"),
    AUTH("AuthReady"),
    EXPOSURE("Exposed"),
    GARBAGE_COLLECTION("GarbageCollected"),
    MIGRATION("Migrated");

    private final String type;

    Aspect(String type) {
        this.type = type;
    }

    /// The condition's type.
    public String type() {
        return type;
    }
}
