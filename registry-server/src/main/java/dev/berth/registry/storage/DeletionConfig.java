package dev.berth.registry.storage;

/// Whether clients may delete blobs, manifests and tags.
public record DeletionConfig(boolean enabled) {}
