package dev.berth.e2e.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The checked-out project: where its chart, examples and built images are.
public record Project(Path root) {

    /// Found from the working directory upwards, by the chart that only the project's root has.
    public static Project find() {
        return Stream.iterate(Optional.of(Path.of("").toAbsolutePath()), folder -> folder.map(Path::getParent))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .filter(folder -> Files.isDirectory(folder.resolve("helm/berth")))
                .findFirst()
                .map(Project::new)
                .orElseThrow(
                        () -> new IllegalStateException("run this inside the project: no folder above has a chart"));
    }

    public Path chart() {
        return root.resolve("helm/berth");
    }

    public Path example() {
        return root.resolve("examples/registry.yaml");
    }

    public Path serverImage() {
        return built("registry-server/target/registry-server-image.tar");
    }

    public Path operatorImage() {
        return built("operator/target/operator-image.tar");
    }

    private Path built(String file) {
        var path = root.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException(file + " is missing: run mvn package -DskipTests first");
        }
        return path;
    }
}
