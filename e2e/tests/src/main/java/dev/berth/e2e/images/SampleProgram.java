package dev.berth.e2e.images;

import dev.berth.e2e.cluster.Tools;
import dev.berth.e2e.process.Program;
import dev.berth.e2e.project.Project;
import java.nio.file.Path;

/// A small static program, compiled here so that the image that runs it needs no base image.
public final class SampleProgram {

    private SampleProgram() {}

    /// Compiles it to the given file.
    public static Path build(Project project, Path file) {
        var source = project.root().resolve("e2e/tests/src/main/go/hello");
        Program.of(
                        Tools.path("go"),
                        "build",
                        "-C",
                        source.toString(),
                        "-trimpath",
                        "-ldflags=-s -w",
                        "-o",
                        file.toAbsolutePath().toString(),
                        ".")
                .with("CGO_ENABLED", "0")
                .with("GOOS", "linux")
                .with("GOFLAGS", "-mod=mod -buildvcs=false")
                .run();
        return file;
    }

    /// This machine's processor as images name it.
    static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "aarch64" -> "arm64";
            default -> "amd64";
        };
    }
}
