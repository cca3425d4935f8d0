package dev.berth.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the files of local clusters live: short paths below the cache, since sockets in them have a length limit.
final class StateDirectory {

    private StateDirectory() {}

    static Path named(String name) {
        return parent().resolve(name);
    }

    static Path temporary(String prefix) {
        try {
            return Files.createTempDirectory(parent(), prefix + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("could not make a folder below " + parent(), e);
        }
    }

    private static Path parent() {
        try {
            return Files.createDirectories(Tools.cache().resolve("run"));
        } catch (IOException e) {
            throw new UncheckedIOException("could not make " + Tools.cache().resolve("run"), e);
        }
    }
}
