package dev.berth.registry.manifests;

import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Manifest;
import java.util.Set;

/// A manifest that is about to be stored: under which digest, named by which, with which bytes.
record PushedManifest(Digest canonical, Digest named, Content content, Manifest manifest) {

    Set<Digest> digests() {
        return canonical.equals(named) ? Set.of(canonical) : Set.of(canonical, named);
    }
}
