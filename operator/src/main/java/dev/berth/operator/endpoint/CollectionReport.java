package dev.berth.operator.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server tells of a garbage collection: what it looked at, took out of sight, put back and removed.
@JsonIgnoreProperties(ignoreUnknown = true)
public record CollectionReport(
        @Nullable String id,
        @Nullable String state,
        @Nullable String startedAt,
        @Nullable String finishedAt,
        @Nullable String trigger,
        long repositories,
        long manifests,
        long markedBlobs,
        long scannedBlobs,
        long removedTags,
        long condemnedBlobs,
        long condemnedManifests,
        long condemnedBytes,
        long rescued,
        long removedBlobs,
        long removedManifests,
        long freedBytes,
        @Nullable List<Object> problems) {

    /// Whether the server began it by itself, so that it is no answer to a Job.
    public boolean isUnasked() {
        return "DiskPressure".equals(trigger);
    }
}
