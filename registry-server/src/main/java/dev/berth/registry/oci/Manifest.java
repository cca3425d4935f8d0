package dev.berth.registry.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A manifest as parsed. The bytes it came from are what is stored and served; this is only a view of them.
public sealed interface Manifest {

    MediaType mediaType();

    /// What this manifest refers to, if it refers to another one.
    Optional<Descriptor> subject();

    /// The type of an artifact, for the list of its subject's referrers; may be empty text.
    String artifactType();

    /// The whole document.
    JsonNode json();

    /// All content that must be there before this manifest may be.
    List<Descriptor> children();

    /// An image or an artifact.
    record Image(
            MediaType mediaType,
            Descriptor config,
            List<Descriptor> layers,
            Optional<Descriptor> subject,
            JsonNode json)
            implements Manifest {

        @Override
        public String artifactType() {
            var named = json.path("artifactType").asText("");
            return named.isEmpty() ? config.mediaType().value() : named;
        }

        @Override
        public List<Descriptor> children() {
            return Stream.concat(
                            Stream.of(config),
                            layers.stream().filter(layer -> !(layer.mediaType().isForeignLayer() && layer.hasUrls())))
                    .toList();
        }
    }

    /// A list of manifests. Old build caches also list layers here.
    record Index(MediaType mediaType, List<Descriptor> manifests, Optional<Descriptor> subject, JsonNode json)
            implements Manifest {

        @Override
        public String artifactType() {
            return json.path("artifactType").asText("");
        }

        @Override
        public List<Descriptor> children() {
            return manifests;
        }
    }
}
