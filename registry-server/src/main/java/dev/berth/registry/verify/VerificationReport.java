package dev.berth.registry.verify;

/// What was looked at, and how much of it does not fit together.
public record VerificationReport(
        long repositories, long tags, long manifests, long blobs, long bytes, long inconsistencies, long repaired) {

    public boolean isSound() {
        return inconsistencies == 0;
    }
}
