package dev.berth.registry.adoption;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The registries whose volumes are adopted. Their programs come from `e2e/install`, or a property names one.
enum Peer {
    DISTRIBUTION_2("peer.distribution2", "docker-registry"),
    DISTRIBUTION_3("peer.distribution3", "registry");

    private final String property;
    private final String program;

    Peer(String property, String program) {
        this.property = property;
        this.program = program;
    }

    Optional<Path> find() {
        var named = System.getProperty(property, "");
        var programs = named.isEmpty() ? folders().map(folder -> folder.resolve(program)) : Stream.of(Path.of(named));
        return programs.filter(Files::isExecutable).findFirst();
    }

    private static Stream<Path> folders() {
        var cache = Optional.ofNullable(System.getenv("BERTH_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "berth"));
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                Stream.of(cache.resolve("bin")),
                List.of(path.split(":", -1)).stream().map(Path::of));
    }

    String whatIsMissing() {
        return "the program " + program + " is missing; run e2e/install, or name it with -D" + property;
    }
}
