package dev.berth.registry.storage.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far the clock that dates files is ahead of this machine's: a file server has a clock of its own. Measured now
/// and then by a file written for it. Less than the coarsest file systems can tell apart counts as none.
final class ClockDifference {
    private static final Logger LOG = LoggerFactory.getLogger(ClockDifference.class);
    private static final Duration NOTICEABLE = Duration.ofSeconds(3);
    private static final long VALID_NANOS = TimeUnit.MINUTES.toNanos(5);
    private final Path folder;
    private final Clock machine;
    private volatile Measured last = new Measured(Duration.ZERO, System.nanoTime() - VALID_NANOS);

    private record Measured(Duration difference, long at) {}

    ClockDifference(Path folder, Clock machine) {
        this.folder = folder;
        this.machine = machine;
    }

    /// Where there is no folder yet nothing is dated either.
    Duration ofClocks() {
        var known = last;
        if (System.nanoTime() - known.at() >= VALID_NANOS && Files.isDirectory(folder)) {
            known = new Measured(measure(known.difference()), System.nanoTime());
            last = known;
        }
        return known.difference();
    }

    /// Where nothing can be written what was known is as good as anything.
    private Duration measure(Duration known) {
        try {
            var file = Files.createTempFile(folder, "clock", ".tmp");
            try {
                var difference = Duration.between(
                        machine.instant(), Files.getLastModifiedTime(file).toInstant());
                return difference.abs().compareTo(NOTICEABLE) < 0 ? Duration.ZERO : difference;
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debug("The clock of the storage could not be read", e);
            return known;
        }
    }
}
