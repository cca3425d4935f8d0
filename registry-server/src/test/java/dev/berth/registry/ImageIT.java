package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.images.RegistryTraining;
import dev.berth.images.UnpackedImage;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the image's own Java, libraries and user, in a root directory of its own.
class ImageIT {
    private static final Path ARCHIVE = Path.of("target/registry-server-image.tar");

    @TempDir
    Path folder;

    private UnpackedImage image;

    @BeforeEach
    void unpack() throws Exception {
        image = UnpackedImage.of(ARCHIVE.toAbsolutePath(), folder);
    }

    @Test
    void pushesAndPullsOverTlsAndUsesItsAotCache() throws Exception {
        Path exercise = folder.resolve("exercise");
        try (var training = new RegistryTraining(exercise)) {
            Process process = image.start(training.arguments(), image.insistOnAotCache("registry-server"), exercise);

            try {
                training.exercise(process);
            } finally {
                process.destroy();
            }

            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(Files.readString(image.log()))
                    .isTrue();
        }
    }

    @Test
    void answersWithItsDefaultConfiguration() throws Exception {
        int port = freePort();
        Path exercise = Files.createDirectories(folder.resolve("exercise"));

        Process process = image.start(List.of(), Map.of("REGISTRY_HTTP_ADDR", "127.0.0.1:" + port), exercise);

        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v2/"))
                    .build();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(client.send(request, BodyHandlers.discarding())
                                    .statusCode())
                            .as(Files.readString(image.log()))
                            .isEqualTo(200));
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
