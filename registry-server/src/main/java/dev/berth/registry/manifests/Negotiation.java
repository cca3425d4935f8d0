package dev.berth.registry.manifests;

import dev.berth.registry.oci.Descriptor;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.Manifest;
import dev.berth.registry.oci.MediaType;
import dev.berth.registry.oci.Reference;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import java.util.Optional;

/// Chooses what to serve to a client that names the types it takes.
record Negotiation(Manifests manifests, RepositoryName repository) {

    /// Old Docker clients ask for a tag and know no lists: they get the image for linux/amd64.
    StoredManifest serve(Reference reference, StoredManifest found, Acceptance acceptance) {
        if (acceptance.takes(found.manifest().mediaType())) {
            return found;
        }
        return Optional.of(found.manifest())
                .filter(manifest ->
                        reference instanceof Tag && manifest.mediaType().equals(MediaType.DOCKER_LIST))
                .flatMap(this::linuxOnAmd64)
                .filter(image -> acceptance.takes(image.manifest().mediaType()))
                .orElseThrow(() -> notAccepted(found.manifest().mediaType()));
    }

    private Optional<StoredManifest> linuxOnAmd64(Manifest list) {
        return list.children().stream()
                .filter(child -> child.operatingSystem().equals("linux"))
                .filter(child -> child.architecture().equals("amd64"))
                .findFirst()
                .map(Descriptor::digest)
                .flatMap(digest -> manifests.find(repository, digest));
    }

    private static RegistryException notAccepted(MediaType stored) {
        return RegistryException.of(
                ErrorCode.MANIFEST_UNKNOWN, "the manifest has type " + stored + ", which the request does not accept");
    }
}
