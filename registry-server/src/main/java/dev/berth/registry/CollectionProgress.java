package dev.berth.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.registry.gc.CollectionReport;

/// How far a collection is, as commands tell it.
record CollectionProgress(
        double seconds, long repositories, long manifests, long scannedBlobs, long condemnedBlobs, long removedBlobs) {

    static CollectionProgress of(CollectionReport report) {
        return new CollectionProgress(
                report.seconds(),
                report.repositories(),
                report.manifests(),
                report.scannedBlobs(),
                report.condemnedBlobs(),
                report.removedBlobs());
    }

    /// A report as the maintenance API shows it.
    static CollectionProgress of(JsonNode report) {
        return new CollectionProgress(
                report.path("seconds").asDouble(),
                report.path("repositories").asLong(),
                report.path("manifests").asLong(),
                report.path("scannedBlobs").asLong(),
                report.path("condemnedBlobs").asLong(),
                report.path("removedBlobs").asLong());
    }

    @Override
    public String toString() {
        return "Running for %.0f s: %d repositories, %d manifests, %d blobs looked at, %d condemned, %d removed"
                .formatted(seconds, repositories, manifests, scannedBlobs, condemnedBlobs, removedBlobs);
    }
}
