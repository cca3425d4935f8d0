package dev.berth.registry.storage.migration;

import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageContractTest;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;

/// With nothing to move it is a storage like any other.
class MigratingStorageTest implements StorageContractTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    @TempDir
    Path folder;

    @Override
    public Storage storage() {
        return new MigratingStorage(at("old"), at("new"));
    }

    private Storage at(String name) {
        return new FilesystemStorage(new FilesystemConfig(folder.resolve(name)), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Override
    public Instant now() {
        return NOW;
    }
}
