package dev.berth.registry.blobs;

import dev.berth.registry.oci.Digest;

/// A blob that a repository holds, under the digest its content is stored by.
public record StoredBlob(Digest canonical, long size) {}
