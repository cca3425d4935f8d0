package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressLogTest {
    private static final Duration OFTEN = Duration.ofMillis(5);

    @Test
    void showsHowFarTheCollectionIsAgainAndAgain(@TempDir Path folder) throws InterruptedException {
        var storage = new FilesystemStorage(new FilesystemConfig(folder), Clock.systemUTC());
        var collection =
                Collecting.collection(storage, new CollectionRequest(Duration.ZERO, Duration.ZERO, false, false, 0));
        var shown = new LinkedBlockingQueue<CollectionReport>();

        try (var _ = ProgressLog.every(OFTEN, collection, shown::add)) {
            assertThat(shown.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(shown.poll(10, TimeUnit.SECONDS))
                    .satisfies(report -> assertThat(report.id()).isEqualTo(collection.id()));
        }
    }
}
