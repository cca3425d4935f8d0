package dev.berth.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
