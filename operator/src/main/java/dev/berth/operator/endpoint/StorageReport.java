package dev.berth.operator.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// What the server tells of its storage.
@JsonIgnoreProperties(ignoreUnknown = true)
public record StorageReport(@Nullable Capabilities capabilities) {
    /// What the service of a bucket was seen to do.
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Capabilities(
            @JsonProperty("conditional-create") boolean conditionalCreate,
            @JsonProperty("conditional-replace") boolean conditionalReplace,
            @JsonProperty("conditional-delete") boolean conditionalDelete,
            @JsonProperty("multipart-copy") boolean multipartCopy) {}
}
