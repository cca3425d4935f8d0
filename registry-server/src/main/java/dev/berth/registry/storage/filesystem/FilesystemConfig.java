package dev.berth.registry.storage.filesystem;

import java.nio.file.Path;

/// Where the tree lies on disk.
public record FilesystemConfig(Path rootDirectory) {}
