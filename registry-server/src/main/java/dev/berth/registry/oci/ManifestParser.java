package dev.berth.registry.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads manifests. Refuses with MANIFEST_INVALID what two readers could understand differently:
/// keys given twice, text after the document, an image that is also an index, a type that contradicts the header.
public final class ManifestParser {
    private static final int MAX_DEPTH = 64;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
    }

    private ManifestParser() {}

    /// Reads a manifest that is being pushed, with the type its sender gave it, if any.
    public static Manifest parse(byte[] content, @Nullable String contentType) {
        var json = tree(content);
        var declared = contentType == null ? Optional.<MediaType>empty() : declared(contentType);
        var own = text(json, "mediaType").map(MediaType::new);
        declared.ifPresent(type -> requireAgreement(type, own));
        return manifest(own.or(() -> declared).orElseGet(() -> guess(json)), json);
    }

    /// Reads a manifest that is stored already.
    public static Manifest parse(byte[] content) {
        return parse(content, null);
    }

    /// JSON in general says nothing about which kind of manifest it is.
    private static Optional<MediaType> declared(String contentType) {
        return Optional.of(MediaType.parse(contentType))
                .filter(type -> !type.equals(MediaType.JSON) && !type.value().isEmpty());
    }

    private static void requireAgreement(MediaType declared, Optional<MediaType> own) {
        if (own.isPresent() && !own.get().equals(declared)) {
            throw invalid("the content type " + declared + " differs from the manifest's mediaType " + own.get());
        }
        if (own.isEmpty() && (declared.equals(MediaType.DOCKER_MANIFEST) || declared.equals(MediaType.DOCKER_LIST))) {
            throw invalid("a manifest of type " + declared + " must name its mediaType");
        }
    }

    private static JsonNode tree(byte[] content) {
        try {
            var json = JSON.readTree(content);
            if (json == null || !json.isObject()) {
                throw invalid("not a JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw invalid("not valid JSON: " + Shortened.of(e.getOriginalMessage()));
        } catch (IOException e) {
            throw invalid("not valid JSON: " + Shortened.of(String.valueOf(e.getMessage())));
        }
    }

    private static MediaType guess(JsonNode json) {
        return json.has("manifests") ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST;
    }

    private static Manifest manifest(MediaType type, JsonNode json) {
        if (!type.isManifest()) {
            throw invalid("unsupported manifest type: " + Shortened.of(type.value()));
        }
        if (json.path("schemaVersion").asInt() != 2) {
            throw invalid("schemaVersion must be 2");
        }
        var subject = json.hasNonNull("subject")
                ? Optional.of(descriptor(json.get("subject"), "subject"))
                : Optional.<Descriptor>empty();
        return type.isIndex() ? index(type, json, subject) : image(type, json, subject);
    }

    private static Manifest index(MediaType type, JsonNode json, Optional<Descriptor> subject) {
        if (json.has("layers") || json.has("config")) {
            throw invalid("an index must not have config or layers");
        }
        return new Manifest.Index(type, descriptors(json, "manifests"), subject, json);
    }

    private static Manifest image(MediaType type, JsonNode json, Optional<Descriptor> subject) {
        if (json.has("manifests")) {
            throw invalid("an image manifest must not have manifests");
        }
        if (!json.has("config")) {
            throw invalid("config is missing");
        }
        return new Manifest.Image(
                type, descriptor(json.get("config"), "config"), descriptors(json, "layers"), subject, json);
    }

    /// Null counts as an empty list, which some builders write.
    private static List<Descriptor> descriptors(JsonNode json, String field) {
        var list = json.path(field);
        if (!list.isArray() && !list.isNull() && !list.isMissingNode()) {
            throw invalid(field + " must be a list");
        }
        var descriptors = new ArrayList<Descriptor>();
        list.forEach(each -> descriptors.add(descriptor(each, field)));
        return List.copyOf(descriptors);
    }

    private static Descriptor descriptor(JsonNode json, String field) {
        var type = text(json, "mediaType").orElse("");
        var digest = text(json, "digest").orElseThrow(() -> invalid(field + ": a descriptor has no digest"));
        var size = json.path("size");
        if (!size.canConvertToLong() || !size.isIntegralNumber() || size.asLong() < 0) {
            throw invalid(field + ": a descriptor's size must be a whole number, not negative");
        }
        return new Descriptor(new MediaType(type), digest(digest, field), size.asLong(), json);
    }

    private static Digest digest(String text, String field) {
        try {
            return Digest.parse(text);
        } catch (RegistryException e) {
            throw invalid(field + ": " + e.errors().getFirst().message());
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        var value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw invalid(field + " must be text");
        }
        return Optional.of(value.asText()).filter(text -> !text.isEmpty());
    }

    private static RegistryException invalid(String message) {
        return RegistryException.of(ErrorCode.MANIFEST_INVALID, message);
    }
}
