package dev.berth.registry.gc.races;

import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class FilesystemRacesTest implements PushRacesContractTest, ManifestRacesContractTest, CollectorRacesContractTest {
    @TempDir
    private Path folder;

    @Override
    public Storage storage() {
        return later(Duration.ZERO);
    }

    @Override
    public Storage later(Duration by) {
        return new FilesystemStorage(new FilesystemConfig(folder), Clock.offset(Clock.systemUTC(), by));
    }
}
