package dev.berth.registry.referrers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.oci.Descriptor;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.Manifest;
import dev.berth.registry.oci.ManifestParser;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Which manifests of a repository name another one as their subject, whether or not that one is there.
/// One small object for each, so that two pushes at once never overwrite each other.
@Singleton
public final class Referrers {
    private static final int MAX_INDEX = 4 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Storage storage;
    private final Links links;

    public Referrers(Storage storage, Links links) {
        this.storage = storage;
        this.links = links;
    }

    /// Of a manifest of that many bytes.
    public void add(RepositoryName repository, Digest digest, long size, Manifest manifest) {
        manifest.subject()
                .ifPresent(subject -> storage.write(
                        Layout.referrer(repository, subject.digest(), digest),
                        descriptor(digest, size, manifest).toString().getBytes(StandardCharsets.UTF_8)));
    }

    public void remove(RepositoryName repository, Digest digest, Manifest manifest) {
        manifest.subject().ifPresent(subject -> storage.delete(Layout.referrer(repository, subject.digest(), digest)));
    }

    private static JsonNode descriptor(Digest digest, long size, Manifest manifest) {
        var descriptor = JsonNodeFactory.instance
                .objectNode()
                .put("mediaType", manifest.mediaType().value())
                .put("digest", digest.toString())
                .put("size", size);
        if (!manifest.artifactType().isEmpty()) {
            descriptor.put("artifactType", manifest.artifactType());
        }
        if (manifest.json().path("annotations").isObject()) {
            descriptor.set("annotations", manifest.json().get("annotations"));
        }
        return descriptor;
    }

    /// The wanted referrers whose digests come after `last`, those of the fallback tag included, which clients
    /// keep where a registry does not know referrers. Reads no more of them than fit.
    public ReferrersPage after(String last, RepositoryName repository, Digest subject, Predicate<JsonNode> wanted) {
        var page = new ReferrersPage();
        for (var each : all(repository, subject).tailMap(last, false).entrySet()) {
            var descriptor = isStored(repository, each.getKey())
                    ? each.getValue().get().filter(wanted)
                    : Optional.<JsonNode>empty();
            if (descriptor.isPresent() && !page.add(descriptor.get())) {
                break;
            }
        }
        return page;
    }

    private NavigableMap<String, Supplier<Optional<JsonNode>>> all(RepositoryName repository, Digest subject) {
        var found = new TreeMap<String, Supplier<Optional<JsonNode>>>();
        tagged(repository, subject)
                .forEach(each -> found.put(each.digest().toString(), () -> Optional.of(each.json())));
        var folder = Layout.referrers(repository, subject);
        for (var entry : storage.list(folder)) {
            found.put(Layout.referrerDigest(entry.name()), () -> read(folder.child(entry.name())));
        }
        return found;
    }

    private Optional<JsonNode> read(StorageKey key) {
        try (var content = storage.open(key).orElse(null)) {
            return content == null ? Optional.empty() : Optional.of(JSON.readTree(content.readAll(MAX_INDEX)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private boolean isStored(RepositoryName repository, String digest) {
        try {
            return links.find(Layout.revisionLink(repository, Digest.parse(digest)))
                    .isPresent();
        } catch (RegistryException _) {
            return false;
        }
    }

    private List<Descriptor> tagged(RepositoryName repository, Digest subject) {
        return links.read(Layout.tagCurrentLink(repository, fallbackTag(subject)))
                .flatMap(named -> links.find(Layout.revisionLink(repository, named)))
                .flatMap(digest -> storage.open(Layout.blobData(digest)))
                .map(content -> {
                    try (content) {
                        return content.size() <= MAX_INDEX ? content.readAll(MAX_INDEX) : new byte[0];
                    }
                })
                .map(Referrers::listed)
                .orElse(List.of());
    }

    private static List<Descriptor> listed(byte[] index) {
        try {
            return ManifestParser.parse(index) instanceof Manifest.Index list ? list.manifests() : List.of();
        } catch (RegistryException _) {
            return List.of();
        }
    }

    /// Distribution specification, "Referrers Tag Schema": at most 32 and 64 characters of the two parts.
    static Tag fallbackTag(Digest subject) {
        var hex = subject.algorithm() == DigestAlgorithm.SHA256
                ? subject.hex()
                : subject.hex().substring(0, 64);
        return new Tag(subject.algorithm().text() + "-" + hex);
    }
}
