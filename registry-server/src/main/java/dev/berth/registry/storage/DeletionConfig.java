package dev.berth.registry.storage;

import dev.berth.registry.configuration.ConfigurationNode;

/// Whether clients may delete blobs, manifests and tags.
public record DeletionConfig(boolean enabled) {

    public static DeletionConfig from(ConfigurationNode root) {
        return new DeletionConfig(root.bool("storage.delete.enabled", false));
    }
}
