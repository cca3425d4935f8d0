package dev.berth.registry.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void fileThatIsBeingWrittenIsLeftAloneUntilItRests() throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "old");
        AtomicInteger changes = new AtomicInteger();
        try (FileWatch watch = new FileWatch(Duration.ofDays(1))) {
            watch.watch(List.of(file), changes::incrementAndGet);

            Files.writeString(file, "");
            watch.look();
            Files.writeString(file, "new");
            watch.look();
            assertThat(changes).hasValue(0);

            watch.look();
            watch.look();
            assertThat(changes).hasValue(1);
        }
    }
}
