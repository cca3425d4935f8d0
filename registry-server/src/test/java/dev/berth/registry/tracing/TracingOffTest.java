package dev.berth.registry.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.RegistryServer;
import dev.berth.registry.ServerProcess;
import dev.berth.registry.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that was not asked for traces, seen from outside.
class TracingOffTest {
    @TempDir
    private Path folder;

    @Test
    void nothingOfOpenTelemetryIsLoaded() throws Exception {
        Path classes = folder.resolve("classes.log");
        Path settings = Files.writeString(
                folder.resolve("config.yml"),
                "version: 0.1\nstorage: {filesystem: {rootdirectory: '" + folder.resolve("data") + "'}}\n");

        try (var server = ServerProcess.start(command(classes, settings), folder.resolve("log"));
                var client = server.client()) {
            client.pushBlob("a", TestImages.layer("x"));
        }

        assertThat(Files.readString(classes))
                .contains("dev.berth.registry.tracing.NoSpans")
                .doesNotContain("io.opentelemetry");
    }

    private static List<String> command(Path classes, Path settings) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + classes,
                "-classpath",
                System.getProperty("java.class.path"),
                RegistryServer.class.getName(),
                "serve",
                settings.toString());
    }
}
