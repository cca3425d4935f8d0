package dev.berth.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Whole folders: deleted and copied.
final class Folders {
    private Folders() {}

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        for (Path path : contents(folder).sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        for (Path path : contents(from).toList()) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
            }
        }
    }

    /// Makes a folder that any user may write to: an image runs as a user that the host does not know.
    static Path createForAll(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /// The names and digests of all files, one a line.
    static String listing(Path folder) throws IOException {
        var lines = new StringBuilder();
        for (Path path : contents(folder).sorted().filter(Files::isRegularFile).toList()) {
            lines.append(folder.relativize(path))
                    .append(' ')
                    .append(Digest.of(path).value())
                    .append('\n');
        }
        return lines.toString();
    }

    private static Stream<Path> contents(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return List.copyOf(paths.toList()).stream();
        }
    }
}
