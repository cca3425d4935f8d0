package dev.berth.registry.manifests;

import dev.berth.registry.blobs.Blobs;
import dev.berth.registry.blobs.DamagedBlobs;
import dev.berth.registry.oci.Descriptor;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.Manifest;
import dev.berth.registry.oci.RegistryError;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks that what a manifest names is there, in this very repository and in full.
@Singleton
final class Children {
    private final Blobs blobs;
    private final DamagedBlobs damaged;
    private final CompletenessConfig completeness;

    Children(Blobs blobs, DamagedBlobs damaged, CompletenessConfig completeness) {
        this.blobs = blobs;
        this.damaged = damaged;
        this.completeness = completeness;
    }

    /// Throws MANIFEST_BLOB_UNKNOWN with one error for each that must not be missing.
    void require(RepositoryName repository, Manifest manifest) {
        var missing = completeness.required(manifest).stream()
                .filter(child -> !isThere(repository, child))
                .map(child -> new RegistryError(
                        ErrorCode.MANIFEST_BLOB_UNKNOWN,
                        ErrorCode.MANIFEST_BLOB_UNKNOWN.message(),
                        child.digest().toString()))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw RegistryException.of(missing);
        }
    }

    /// What the manifest names and need not be there, and is not.
    List<Descriptor> missing(RepositoryName repository, Manifest manifest) {
        if (completeness.required(manifest).size() == manifest.children().size()) {
            return List.of();
        }
        return manifest.children().stream()
                .filter(child -> !isThere(repository, child))
                .toList();
    }

    /// Content of another size than its descriptor says is damaged, and its owner may push it again.
    private boolean isThere(RepositoryName repository, Descriptor child) {
        return canonical(repository, child)
                .flatMap(blobs::promise)
                .filter(blob -> blob.size() == child.size())
                .isPresent();
    }

    /// Takes damaged content out of the way of clients that ask before they push. A manifest can be wrong about
    /// a size, so the content is read to its end; the first that is sound after all ends this. Takes locks itself.
    void setAsideDamaged(RepositoryName repository, Manifest manifest) {
        for (var child : Set.copyOf(manifest.children())) {
            var suspect = canonical(repository, child).filter(digest -> damaged.hasOtherSize(digest, child.size()));
            if (suspect.isPresent() && !damaged.setAsideWhenDamaged(suspect.get())) {
                return;
            }
        }
    }

    /// Indexes name manifests, but those of old build caches name layers; registries before 2.8 linked
    /// manifests as layers.
    private Optional<Digest> canonical(RepositoryName repository, Descriptor child) {
        return blobs.resolve(Layout.layerLink(repository, child.digest()))
                .or(() -> blobs.resolve(Layout.revisionLink(repository, child.digest())));
    }
}
