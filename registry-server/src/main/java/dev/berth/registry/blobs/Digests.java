package dev.berth.registry.blobs;

import dev.berth.registry.oci.Digest;

/// What finished content is: the digest it is stored by, the digest the client named it by, and its size.
public record Digests(Digest canonical, Digest named, long size) {}
