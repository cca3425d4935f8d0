package dev.berth.registry.storage.filesystem;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.function.Consumer;

/// Files that a crash left unfinished. Young ones may belong to another process on the same volume.
record Leftovers(Path folder, String suffix, Instant horizon) {

    void forEach(Consumer<Path> visitor) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isLeftover(file, attributes)) {
                    visitor.accept(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    private boolean isLeftover(Path file, BasicFileAttributes attributes) {
        return attributes.isRegularFile()
                && file.getFileName().toString().endsWith(suffix)
                && attributes.lastModifiedTime().toInstant().isBefore(horizon);
    }
}
