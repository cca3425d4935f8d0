package dev.berth.registry.gc.mark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.MediaType;
import dev.berth.registry.oci.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a manifest of any type keeps alive. More lenient than a push: whatever looks like a reference counts as one.
record References(List<Child> manifests, List<Digest> blobs, Optional<Digest> subject) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// An entry of an index. Old build caches list layers there, so the type decides whether to look inside.
    record Child(Digest digest, boolean isManifest) {}

    static References parse(byte[] manifest, Digest digest) throws Unreadable {
        try {
            JsonNode json = JSON.readTree(manifest);
            if (json == null || !json.isObject()) {
                throw new Unreadable("the manifest " + digest + " is not a JSON object");
            }
            return of(json);
        } catch (JsonProcessingException e) {
            throw new Unreadable("the manifest " + digest + " is not JSON");
        } catch (IOException | RegistryException e) {
            throw new Unreadable("the manifest " + digest + " cannot be understood: " + e.getMessage());
        }
    }

    private static References of(JsonNode json) {
        List<Digest> blobs = new ArrayList<>();
        digest(json.path("config")).ifPresent(blobs::add);
        json.path("layers").forEach(layer -> digest(layer).ifPresent(blobs::add));
        json.path("blobs").forEach(blob -> digest(blob).ifPresent(blobs::add));
        json.path("fsLayers").forEach(layer -> text(layer.path("blobSum")).ifPresent(blobs::add));
        List<Child> manifests = new ArrayList<>();
        json.path("manifests").forEach(each -> digest(each).ifPresent(digest -> manifests.add(child(digest, each))));
        Optional<Digest> subject = digest(json.path("subject"));
        if (!isKnown(json)) {
            subject.ifPresent(digest -> manifests.add(new Child(digest, true)));
        }
        return new References(List.copyOf(manifests), List.copyOf(blobs), subject);
    }

    private static Child child(Digest digest, JsonNode descriptor) {
        String type = descriptor.path("mediaType").asText("");
        return new Child(digest, type.isEmpty() || new MediaType(type).isManifest() || type.contains("manifest"));
    }

    private static boolean isKnown(JsonNode json) {
        String type = json.path("mediaType").asText("");
        return type.isEmpty() || new MediaType(type).isManifest();
    }

    private static Optional<Digest> digest(JsonNode descriptor) {
        return text(descriptor.path("digest"));
    }

    private static Optional<Digest> text(JsonNode value) {
        return value.isTextual() ? Optional.of(Digest.parse(value.asText())) : Optional.empty();
    }
}
