package dev.berth.registry;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import dev.berth.registry.storage.s3.S3Storage;
import dev.berth.registry.storage.s3.bucket.S3Config;
import java.time.Clock;

/// The storage that the settings choose, for commands that work on it by themselves.
final class ConfiguredStorage {
    private ConfiguredStorage() {}

    static Storage of(ConfigurationNode root, Clock clock) {
        return S3Config.isChosen(root)
                ? new S3Storage(S3Config.from(root), clock)
                : new FilesystemStorage(FilesystemConfig.from(root), clock);
    }

    /// Reads the files that the settings of a bucket name. Throws a configuration exception.
    static void requireFiles(ConfigurationNode root) {
        if (S3Config.isChosen(root)) {
            S3Config.from(root).requireFiles();
        }
    }

    /// For people.
    static String describe(ConfigurationNode root) {
        return S3Config.isChosen(root)
                ? S3Config.from(root).toString()
                : FilesystemConfig.from(root).rootDirectory().toString();
    }
}
