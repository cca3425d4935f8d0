package dev.berth.registry.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.registry.events.Cause;
import dev.berth.registry.events.RegistryEvent;
import dev.berth.registry.events.RegistryEvent.BlobDamaged;
import dev.berth.registry.events.RegistryEvent.BlobDeleted;
import dev.berth.registry.events.RegistryEvent.BlobMounted;
import dev.berth.registry.events.RegistryEvent.BlobPulled;
import dev.berth.registry.events.RegistryEvent.BlobPushed;
import dev.berth.registry.events.RegistryEvent.ManifestDeleted;
import dev.berth.registry.events.RegistryEvent.ManifestPulled;
import dev.berth.registry.events.RegistryEvent.ManifestPushed;
import dev.berth.registry.events.RegistryEvent.TagDeleted;
import dev.berth.registry.oci.Descriptor;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Manifest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Writes events the way distribution does.
record Notices(Source source, boolean includeReferences, Clock clock) {
    private static final String BLOB = "blob";
    private static final String MANIFEST = "manifest";
    private static final String STREAM = "application/octet-stream";

    /// One for each tag of a push that sets several.
    List<Notice> of(RegistryEvent event, Cause cause) {
        return targets(event, cause).map(target -> notice(target, cause)).toList();
    }

    private record Target(String object, String action, ObjectNode json) {
        Target tagged(Tag tag) {
            return new Target(object, action, json.deepCopy().put("tag", tag.value()));
        }
    }

    private Stream<Target> targets(RegistryEvent event, Cause cause) {
        return switch (event) {
            case BlobPushed e -> Stream.of(new Target(BLOB, "push", blob(e, e.digest(), e.size(), cause)));
            case BlobPulled e -> Stream.of(new Target(BLOB, "pull", blob(e, e.digest(), e.size(), cause)));
            case BlobMounted e ->
                Stream.of(new Target(
                        BLOB,
                        "mount",
                        blob(e, e.digest(), e.size(), cause)
                                .put("fromRepository", e.from().value())));
            case BlobDamaged e -> Stream.of(new Target(BLOB, "damage", gone(e.repository(), e.digest())));
            case BlobDeleted e -> Stream.of(new Target(BLOB, "delete", gone(e.repository(), e.digest())));
            case ManifestPushed e -> pushed(e, cause);
            case ManifestPulled e -> {
                var target = new Target(MANIFEST, "pull", manifest(e, e.manifest(), described(e), cause));
                yield Stream.of(e.reference() instanceof Tag tag ? target.tagged(tag) : target);
            }
            case ManifestDeleted e -> Stream.of(new Target(MANIFEST, "delete", gone(e.repository(), e.digest())));
            case TagDeleted e ->
                Stream.of(new Target("tag", "delete", inRepository(e.repository())))
                        .map(t -> t.tagged(e.tag()));
        };
    }

    private Stream<Target> pushed(ManifestPushed e, Cause cause) {
        var json =
                manifest(e, e.manifest(), new Content(e.manifest().mediaType().value(), e.digest(), e.size()), cause);
        var target = new Target(MANIFEST, "push", json);
        return e.tags().isEmpty() ? Stream.of(target) : e.tags().stream().map(target::tagged);
    }

    private record Content(String mediaType, Digest digest, long size) {}

    private static Content described(ManifestPulled e) {
        return new Content(e.manifest().mediaType().value(), e.digest(), e.size());
    }

    private static ObjectNode blob(RegistryEvent event, Digest digest, long size, Cause cause) {
        return content(event.repository(), new Content(STREAM, digest, size), cause.registry(), "/blobs/");
    }

    private ObjectNode manifest(RegistryEvent event, Manifest manifest, Content content, Cause cause) {
        var target = content(event.repository(), content, cause.registry(), "/manifests/");
        if (includeReferences) {
            var references = target.putArray("references");
            references(manifest).map(Descriptor::json).forEach(references::add);
        }
        return target;
    }

    private static Stream<Descriptor> references(Manifest manifest) {
        return switch (manifest) {
            case Manifest.Image image -> Stream.concat(Stream.of(image.config()), image.layers().stream());
            case Manifest.Index index -> index.manifests().stream();
        };
    }

    private static ObjectNode content(RepositoryName repository, Content content, String registry, String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mediaType", content.mediaType())
                .put("size", content.size())
                .put("digest", content.digest().toString())
                .put("length", content.size())
                .put("repository", repository.value())
                .put("url", registry + "/v2/" + repository + kind + content.digest());
    }

    private static ObjectNode gone(RepositoryName repository, Digest digest) {
        return inRepository(repository).put("digest", digest.toString());
    }

    private static ObjectNode inRepository(RepositoryName repository) {
        return JsonNodeFactory.instance.objectNode().put("repository", repository.value());
    }

    private Notice notice(Target target, Cause cause) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("id", UUID.randomUUID().toString())
                .put("timestamp", clock.instant().toString())
                .put("action", target.action());
        event.set("target", target.json());
        event.set("request", request(cause));
        event.set("actor", actor(cause));
        event.set("source", source.json());
        return new Notice(
                target.object(),
                target.action(),
                target.json().path("mediaType").asText(),
                cause.registry(),
                event);
    }

    private static ObjectNode request(Cause cause) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", cause.requestId())
                .put("addr", cause.address())
                .put("host", cause.host())
                .put("method", cause.method())
                .put("useragent", cause.userAgent());
    }

    private static ObjectNode actor(Cause cause) {
        ObjectNode actor = JsonNodeFactory.instance.objectNode();
        return cause.user().isEmpty() ? actor : actor.put("name", cause.user());
    }
}
