package dev.berth.registry.storage.s3.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileCredentialsTest {
    private static final int ROTATIONS = 2000;

    @TempDir
    private Path folder;

    /// As a mounted Secret is: files behind a link that changes at once.
    @Test
    void keysOfTwoRotationsAreNeverMixed() throws Exception {
        rotate(0);
        var credentials = new KeyFileCredentials(files(), Duration.ZERO);
        try (var threads = Executors.newSingleThreadExecutor()) {
            var rotations = threads.submit(() -> {
                for (int i = 1; i <= ROTATIONS; i++) {
                    rotate(i);
                }
                return ROTATIONS;
            });
            while (!rotations.isDone()) {
                var keys = credentials.resolveCredentials();
                assertThat(keys.secretAccessKey()).isEqualTo("secret of " + keys.accessKeyId());
            }
            assertThat(rotations.get()).isEqualTo(ROTATIONS);
        }
        assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("key" + ROTATIONS);
    }

    @Test
    void fileThatIsNotThereIsNamedWithItsSetting() {
        assertThatThrownBy(() -> new KeyFileCredentials(files()).resolveCredentials())
                .isInstanceOf(Failures.MissingKeys.class)
                .hasMessageContaining("berth.s3.accesskeyfile")
                .hasMessageContaining(files().access().toString());
    }

    private S3Config.KeyFiles files() {
        var data = folder.resolve("data");
        return new S3Config.KeyFiles(data.resolve("access"), data.resolve("secret"), Optional.empty());
    }

    private void rotate(int number) throws IOException {
        var made = Files.createDirectory(folder.resolve("data" + number));
        Files.writeString(made.resolve("access"), "key" + number);
        Files.writeString(made.resolve("secret"), "secret of key" + number);
        var link = Files.createSymbolicLink(folder.resolve("next"), made);
        Files.move(link, folder.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
