package dev.berth.registry.storage.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files that a crash left unfinished. Young ones may belong to another process on the same volume.
record Leftovers(Path folder, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration OLD = Duration.ofDays(1);

    void sweep() {
        try (var files = Files.newDirectoryStream(folder, this::isOld)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException _) {
            // nothing was ever written here
        } catch (IOException e) {
            LOG.warn("leftovers in {} were not swept: {}", folder, e.toString());
        }
    }

    private boolean isOld(Path file) throws IOException {
        return Files.getLastModifiedTime(file)
                .toInstant()
                .isBefore(clock.instant().minus(OLD));
    }
}
