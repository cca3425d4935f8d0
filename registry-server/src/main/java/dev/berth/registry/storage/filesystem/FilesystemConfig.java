package dev.berth.registry.storage.filesystem;

import dev.berth.registry.configuration.ConfigurationNode;
import java.nio.file.Path;

/// Where the tree lies on disk.
public record FilesystemConfig(Path rootDirectory) {

    public static FilesystemConfig from(ConfigurationNode root) {
        return new FilesystemConfig(Path.of(root.string("storage.filesystem.rootdirectory", "/var/lib/registry")));
    }
}
