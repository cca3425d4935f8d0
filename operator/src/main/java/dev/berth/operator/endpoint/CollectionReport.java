package dev.berth.operator.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server tells of a garbage collection.
@JsonIgnoreProperties(ignoreUnknown = true)
public record CollectionReport(
        @Nullable String id,
        @Nullable String state,
        @Nullable String startedAt,
        @Nullable String finishedAt,
        long removedBlobs,
        long removedManifests,
        long freedBytes,
        @Nullable List<Object> problems) {}
