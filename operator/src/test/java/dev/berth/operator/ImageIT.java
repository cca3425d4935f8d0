package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.images.OperatorTraining;
import dev.berth.images.UnpackedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the image's own Java, libraries and user, in a root directory of its own.
class ImageIT {
    private static final Path ARCHIVE = Path.of("target/operator-image.tar");

    @TempDir
    Path folder;

    @Test
    void reconcilesARegistryAndUsesItsAotCache() throws Exception {
        var image = UnpackedImage.of(ARCHIVE.toAbsolutePath(), folder);
        Path exercise = folder.resolve("exercise");
        try (var training = new OperatorTraining(exercise)) {
            var environment = new HashMap<>(training.environment());
            environment.putAll(image.insistOnAotCache("operator"));

            Process process = image.start(training.arguments(), environment, exercise);

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
}
