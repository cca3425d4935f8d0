package dev.berth.registry.oci;

import com.fasterxml.jackson.databind.JsonNode;

/// A pointer to content: its type, digest and size, with the JSON it came from kept whole.
public record Descriptor(MediaType mediaType, Digest digest, long size, JsonNode json) {

    public boolean hasUrls() {
        return json.path("urls").isArray() && !json.path("urls").isEmpty();
    }

    public String operatingSystem() {
        return json.path("platform").path("os").asText("");
    }

    public String architecture() {
        return json.path("platform").path("architecture").asText("");
    }
}
