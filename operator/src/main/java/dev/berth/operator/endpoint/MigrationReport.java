package dev.berth.operator.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server tells of a move to another storage. What it copied is counted since it started.
@JsonIgnoreProperties(ignoreUnknown = true)
public record MigrationReport(
        @Nullable String state,
        @Nullable String startedAt,
        @Nullable String finishedAt,
        long pass,
        long repositories,
        long copiedBlobs,
        long copiedBytes,
        long copiedLinks,
        long presentBlobs,
        @Nullable List<String> problems) {}
