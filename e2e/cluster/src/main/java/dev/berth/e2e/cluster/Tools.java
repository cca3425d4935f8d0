package dev.berth.e2e.cluster;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the programs that `e2e/install` provides: in the cache first, then on the search path.
public final class Tools {

    private Tools() {}

    /// The folder that holds everything `e2e/install` built and every local cluster's files.
    public static Path cache() {
        return Optional.ofNullable(System.getenv("BERTH_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "berth"));
    }

    /// The program of that name; fails with the cure when it is not there.
    public static Path path(String name) {
        return find(name)
                .orElseThrow(() -> new ClusterException(
                        name + " is missing: run e2e/install (e2e/install --list says first what it will install)"));
    }

    public static Optional<Path> find(String name) {
        var onSearchPath = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(Stream.of(cache().resolve("bin")), onSearchPath)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
