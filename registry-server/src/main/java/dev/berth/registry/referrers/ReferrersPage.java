package dev.berth.registry.referrers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.registry.oci.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An index of as many referrers as every client is sure to take in one answer.
public final class ReferrersPage {
    private static final int MAX_SIZE = 4 << 20;

    private final ObjectNode index =
            JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX.value());
    private final ArrayNode descriptors = index.putArray("manifests");
    private int size = length(index);
    private boolean followed;

    /// False when there is no room for it. The first one always fits, so that every page is a step forward.
    boolean add(JsonNode descriptor) {
        int more = length(descriptor) + 1;
        followed = !descriptors.isEmpty() && size + more > MAX_SIZE;
        if (!followed) {
            descriptors.add(descriptor);
            size += more;
        }
        return !followed;
    }

    JsonNode index() {
        return index;
    }

    /// The last digest on this page, if another page follows.
    Optional<String> lastBeforeMore() {
        return followed
                ? Optional.of(
                        descriptors.path(descriptors.size() - 1).path("digest").asText())
                : Optional.empty();
    }

    private static int length(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
