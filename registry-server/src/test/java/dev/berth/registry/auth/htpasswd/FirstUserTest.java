package dev.berth.registry.auth.htpasswd;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.berth.registry.configuration.FileWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FirstUserTest {
    @TempDir
    private Path folder;

    @Test
    void missingFileIsMadeWithAUserWhosePasswordIsNotLogged() throws IOException {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        Logger log = (Logger) LoggerFactory.getLogger(FirstUser.class);
        log.addAppender(lines);
        Path file = folder.resolve("auth/htpasswd");

        FirstUser.provide(config(file));
        log.detachAppender(lines);

        Path told = folder.resolve("auth/htpasswd.first-password");
        String password = Files.readString(told);
        assertThat(lines.list.getFirst().getKeyValuePairs())
                .extracting(pair -> String.valueOf(pair.value))
                .containsExactly("docker", told.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(told)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var watch = new FileWatch()) {
            Users users = Users.load(config(file), watch);
            assertThat(users.verify(new Credentials("docker", password), "here"))
                    .isEqualTo(Users.Verdict.RIGHT);
            assertThat(users.verify(new Credentials("docker", "docker"), "here"))
                    .isEqualTo(Users.Verdict.WRONG);
        }
    }

    @Test
    void fileThatIsThereStaysEvenWhenItIsEmpty() throws IOException {
        Path file = Files.createFile(folder.resolve("htpasswd"));

        FirstUser.provide(config(file));

        assertThat(file).isEmptyFile();
    }

    @Test
    void whereNoneCanBeMadeNothingHappens() throws IOException {
        Path file = Files.createFile(folder.resolve("file")).resolve("htpasswd");

        FirstUser.provide(config(file));

        assertThat(file).doesNotExist();
    }

    private static HtpasswdConfig config(Path file) {
        return new HtpasswdConfig(file, "r");
    }
}
