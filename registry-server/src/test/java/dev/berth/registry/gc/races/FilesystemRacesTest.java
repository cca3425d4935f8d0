package dev.berth.registry.gc.races;

import static dev.berth.registry.gc.races.Race.CONDEMN_OLD;
import static dev.berth.registry.gc.races.Race.PURGE_OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import dev.berth.registry.storage.filesystem.WrongClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilesystemRacesTest
        implements PushRacesContractTest,
                ManifestRacesContractTest,
                ReferrerRacesContractTest,
                PullRacesContractTest,
                CollectorRacesContractTest {
    @TempDir
    private Path folder;

    @Override
    public Storage storage() {
        return at(Clock.systemUTC());
    }

    @Override
    public Storage withWrongClock(Duration by) {
        return at(new WrongClock(folder, by));
    }

    private Storage at(Clock clock) {
        return new FilesystemStorage(new FilesystemConfig(folder), clock);
    }

    @Override
    public Path root() {
        return folder;
    }

    /// Files need no hold for (b) and (c): whoever asks makes them young.
    @ParameterizedTest
    @EnumSource
    void oldBlobThatIsAskedForDuringTheMarkIsNotCondemned(Asked how) throws Exception {
        assertThat(isRefusedAfterBeingAskedFor(how, UnaryOperator.identity(), CONDEMN_OLD, PURGE_OLD))
                .isFalse();
    }
}
