package dev.berth.registry.manifests;

import dev.berth.registry.blobs.Blobs;
import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.ManifestParser;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/// The manifests a repository holds, by digest.
@Singleton
final class Revisions {
    private final Links links;
    private final Blobs blobs;

    Revisions(Links links, Blobs blobs) {
        this.links = links;
        this.blobs = blobs;
    }

    /// Empty also for a manifest whose content is missing, damaged or no manifest: a push heals it.
    Optional<StoredManifest> find(RepositoryName repository, Digest digest) {
        return canonical(repository, digest).flatMap(blobs::promise).flatMap(blob -> read(digest, blob.canonical()));
    }

    /// As [#find], without a promise that it stays.
    Optional<StoredManifest> findLocked(RepositoryName repository, Digest digest) {
        return canonical(repository, digest).flatMap(canonical -> read(digest, canonical));
    }

    /// All digests by which the repository knows the manifest.
    Set<Digest> names(RepositoryName repository, Digest canonical) {
        return links.names(Layout.revisions(repository), canonical);
    }

    /// The link may lead to another digest than its name when that is of another algorithm.
    Optional<Digest> canonical(RepositoryName repository, Digest digest) {
        return links.find(Layout.revisionLink(repository, digest));
    }

    private Optional<StoredManifest> read(Digest digest, Digest canonical) {
        try (var content = blobs.open(canonical).orElse(null)) {
            if (content == null || content.size() > Manifests.MAX_SIZE) {
                return Optional.empty();
            }
            var bytes = new Content(content.readAll(Manifests.MAX_SIZE));
            return bytes.digest(canonical.algorithm()).equals(canonical)
                    ? Optional.of(new StoredManifest(digest, bytes, ManifestParser.parse(bytes.bytes())))
                    : Optional.empty();
        } catch (RegistryException _) {
            return Optional.empty();
        }
    }

    /// For callers that hold the lock of the digest. What is there already is promised and stays as it is.
    void store(RepositoryName repository, PushedManifest pushed) {
        blobs.storeLocked(pushed.canonical(), pushed.content().bytes());
        links.write(Layout.revisionLink(repository, pushed.canonical()), pushed.canonical());
        if (!pushed.named().equals(pushed.canonical())) {
            links.write(Layout.revisionLink(repository, pushed.named()), pushed.canonical());
        }
    }

    void remove(RepositoryName repository, Digest digest) {
        links.remove(Layout.revision(repository, digest));
    }
}
