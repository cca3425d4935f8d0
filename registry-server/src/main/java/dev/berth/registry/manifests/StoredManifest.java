package dev.berth.registry.manifests;

import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Manifest;

/// A manifest of a repository: its digest as asked for, its bytes as they were pushed, and the view of them.
public record StoredManifest(Digest digest, Content content, Manifest manifest) {}
