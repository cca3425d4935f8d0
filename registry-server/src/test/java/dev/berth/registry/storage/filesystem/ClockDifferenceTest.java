package dev.berth.registry.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockDifferenceTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    @Test
    void clockThatIsBehindIsToldSo() {
        assertThat(difference(folder).ofClocks()).isCloseTo(HOUR, Duration.ofMinutes(1));
    }

    /// A server on a new volume asks before anything was written.
    @Test
    void differenceIsMeasuredAsSoonAsThereIsAFolder() throws Exception {
        Path later = folder.resolve("later");
        ClockDifference difference = difference(later);
        assertThat(difference.ofClocks()).isZero();

        Files.createDirectory(later);

        assertThat(difference.ofClocks()).isCloseTo(HOUR, Duration.ofMinutes(1));
    }

    private static ClockDifference difference(Path folder) {
        return new ClockDifference(folder, Clock.offset(Clock.systemUTC(), HOUR.negated()));
    }
}
