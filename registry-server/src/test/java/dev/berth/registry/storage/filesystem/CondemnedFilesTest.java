package dev.berth.registry.storage.filesystem;

import dev.berth.registry.storage.CondemnedContractTest;
import dev.berth.registry.storage.Storage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;

class CondemnedFilesTest implements CondemnedContractTest {
    @TempDir
    Path folder;

    @Override
    public Storage storage() {
        return new FilesystemStorage(new FilesystemConfig(folder), Clock.systemUTC());
    }

    @Override
    public Storage storageAt(Instant now) {
        return new FilesystemStorage(new FilesystemConfig(folder), Clock.fixed(now, ZoneOffset.UTC));
    }
}
