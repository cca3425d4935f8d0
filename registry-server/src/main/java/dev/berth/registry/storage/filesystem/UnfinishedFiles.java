package dev.berth.registry.storage.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Predicate;

/// Files on their way into place or out of it, in a folder of their own where nobody looks for objects.
final class UnfinishedFiles {
    static final String SUFFIX = ".tmp";
    private final Path folder;
    private final Directories directories;

    UnfinishedFiles(Path folder, Directories directories) {
        this.folder = folder;
        this.directories = directories;
    }

    private Path next() {
        return folder.resolve(UUID.randomUUID() + SUFFIX);
    }

    /// Replaces what is there as a whole.
    void write(Path target, byte[] content) throws IOException {
        var unfinished = next();
        try {
            fill(unfinished, content);
            if (!directories.move(unfinished, target, true)) {
                throw new NoSuchFileException(unfinished.toString());
            }
        } catch (IOException e) {
            deleteQuietly(unfinished);
            throw e;
        }
    }

    /// False when something is there.
    boolean create(Path target, byte[] content) throws IOException {
        var unfinished = next();
        try {
            fill(unfinished, content);
            return linkUnlessThere(target, unfinished);
        } finally {
            deleteQuietly(unfinished);
        }
    }

    /// Removes a file that is the expected one, and looks once more where nobody else finds it. What turns out to be
    /// another comes back, unless something newer is there by then.
    boolean delete(Path target, Predicate<Path> expected) throws IOException {
        var aside = next();
        try {
            if (!expected.test(target) || !directories.move(target, aside, false)) {
                return false;
            }
            if (expected.test(aside)) {
                Directories.sync(Directories.folderOf(target));
                return true;
            }
            linkUnlessThere(target, aside);
            return false;
        } finally {
            deleteQuietly(aside);
        }
    }

    private void fill(Path file, byte[] content) throws IOException {
        directories.create(folder);
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private boolean linkUnlessThere(Path link, Path file) throws IOException {
        try {
            directories.create(Directories.folderOf(link));
            Files.createLink(link, file);
            Directories.sync(Directories.folderOf(link));
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // what it was for has ended already; leftovers are swept at the next start
        }
    }
}
