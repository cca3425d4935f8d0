package dev.berth.registry.storage.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes, syncs and removes folders, so that a name that was reported as stored survives a power cut.
final class Directories {
    private final Path root;

    Directories(Path root) {
        this.root = root;
    }

    void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.equals(root)) {
            Files.createDirectories(folder);
            return;
        }
        create(folderOf(folder));
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException _) {
            return;
        }
        sync(folderOf(folder));
    }

    static Path folderOf(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void deleteTree(Path path) throws IOException {
        try {
            Files.walkFileTree(path, new Deletion());
            sync(folderOf(path));
        } catch (NoSuchFileException _) {
            // somebody else was faster, or nothing was there
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException _) {
                // something new was put there meanwhile, and it stays
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
