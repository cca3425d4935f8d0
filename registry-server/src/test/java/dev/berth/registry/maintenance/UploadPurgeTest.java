package dev.berth.registry.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.Tree;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads as crashes of this server and of others leave them.
class UploadPurgeTest {
    private static final UploadPurgeConfig CONFIG =
            new UploadPurgeConfig(false, Duration.ofHours(1), Duration.ofHours(1), false);

    @TempDir
    private Path root;

    @Test
    void abandonedUploadsGoWhateverIsLeftOfThem() {
        Path whole = age(write("whole/data"));
        age(write("whole/startedat"));
        Path committed = age(write("committed/startedat"));
        write("committed/hashstates/sha256/0");
        Path young = write("young/data");
        age(write("young/startedat"));

        purge().run();

        assertThat(whole.getParent()).doesNotExist();
        assertThat(committed.getParent()).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void folderWithoutFilesIsRemovedAtTheSecondLook() throws IOException {
        Path empty = Files.createDirectories(uploads().resolve("empty"));
        Path state = write("states/hashstates/sha256/0");
        Path file = write("file");
        var purge = purge();

        purge.run();
        assertThat(empty).exists();
        purge.run();

        assertThat(empty).doesNotExist();
        assertThat(state).doesNotExist();
        assertThat(file).exists();
    }

    private UploadPurge purge() {
        var storage = new FilesystemStorage(new FilesystemConfig(root), Clock.systemUTC());
        return new UploadPurge(storage, CONFIG, Clock.systemUTC());
    }

    private Path write(String name) {
        return Tree.write(uploads().resolve(name), "x");
    }

    private Path uploads() {
        return new Tree(root).inRepository("team/app", "_uploads");
    }

    private static Path age(Path file) {
        try {
            return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
