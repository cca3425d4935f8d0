package dev.berth.registry.auth.htpasswd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.auth.htpasswd.Users.Verdict;
import dev.berth.registry.configuration.FileWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
    /// "secret", at the lowest cost.
    private static final String SECRET = "$2y$04$GkS9FPvH4.VA1v7ihbFbLuJ2KNnSHjWmOwAPrvLGvM4N3DHtzWfXK";

    private static final String ADDRESS = "192.0.2.1";

    @TempDir
    private Path directory;

    private final FileWatch files = new FileWatch(Duration.ofMillis(20));

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void rightPasswordIsRememberedAndWrongOneIsNot() throws IOException {
        Users users = users("alice:" + Bcrypt.hash("secret"));
        Credentials right = new Credentials("alice", "secret");
        assertThat(users.remembers(right)).isFalse();

        assertThat(users.verify(right, ADDRESS)).isEqualTo(Verdict.RIGHT);
        assertThat(users.verify(new Credentials("alice", "Secret"), ADDRESS)).isEqualTo(Verdict.WRONG);
        assertThat(users.verify(new Credentials("bob", "secret"), ADDRESS)).isEqualTo(Verdict.WRONG);

        assertThat(users.remembers(right)).isTrue();
        assertThat(users.remembers(new Credentials("alice", "Secret"))).isFalse();
    }

    @Test
    void whoGuessesIsStoppedAndTheUserGoesOn() throws IOException {
        Users users = users("alice:" + Bcrypt.hash("secret"));
        Credentials right = new Credentials("alice", "secret");
        assertThat(users.verify(right, ADDRESS)).isEqualTo(Verdict.RIGHT);
        for (int i = 0; i < 10; i++) {
            assertThat(users.verify(new Credentials("alice", "guess" + i), ADDRESS))
                    .isEqualTo(Verdict.WRONG);
        }

        assertThat(users.verify(new Credentials("alice", "guess"), ADDRESS)).isEqualTo(Verdict.TOO_OFTEN);
        assertThat(users.verify(new Credentials("alice", "guess"), "192.0.2.2")).isEqualTo(Verdict.WRONG);
        assertThat(users.verify(new Credentials("bob", "guess"), ADDRESS)).isEqualTo(Verdict.WRONG);
        assertThat(users.verify(right, ADDRESS)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void whoTriedTheNewPasswordTooSoonComesInOnceItIsInForce() throws IOException {
        Users users = users("alice:" + Bcrypt.hash("old"));
        Credentials early = new Credentials("alice", "new");
        for (int i = 0; i < 10; i++) {
            assertThat(users.verify(early, ADDRESS)).isEqualTo(Verdict.WRONG);
        }
        assertThat(users.verify(early, ADDRESS)).isEqualTo(Verdict.TOO_OFTEN);

        Files.writeString(file(), "alice:" + Bcrypt.hash("new"));

        await().until(() -> users.verify(early, ADDRESS) == Verdict.RIGHT);
    }

    @Test
    void nobodyComesInWithTheDummyPassword() throws IOException {
        Users users = users("alice:" + Bcrypt.hash("secret"));

        assertThat(users.verify(new Credentials("bob", "nobody has this password"), ADDRESS))
                .isEqualTo(Verdict.WRONG);
    }

    @Test
    void changedPasswordTakesEffectAndTheOldOneStopsWorking() throws IOException {
        Users users = users("alice:" + Bcrypt.hash("old"));
        Credentials old = new Credentials("alice", "old");
        assertThat(users.verify(old, ADDRESS)).isEqualTo(Verdict.RIGHT);

        Files.writeString(file(), "alice:" + Bcrypt.hash("new"));

        await().until(() -> users.verify(new Credentials("alice", "new"), ADDRESS) == Verdict.RIGHT);
        assertThat(users.verify(old, ADDRESS)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void brokenNewFileLeavesTheOldUsersInForce() throws IOException {
        Users users = users("alice:" + Bcrypt.hash("secret"));

        Files.writeString(file(), "alice:{SHA}abc");

        await().until(() -> users.failures() > 0);
        assertThat(users.verify(new Credentials("alice", "secret"), ADDRESS)).isEqualTo(Verdict.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice:$apr1$abc$def",
                "alice:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=",
                "alice:plain",
                "alice:$2x$04$GkS9FPvH4.VA1v7ihbFbLuJ2KNnSHjWmOwAPrvLGvM4N3DHtzWfXK",
                "alice:$2y$04$short",
                "alice",
                ":" + SECRET
            })
    void anythingButBcryptIsRefusedWithItsLine(String line) {
        assertThatThrownBy(() -> Htpasswd.parse(List.of("# users", "", line), "users"))
                .isInstanceOf(HtpasswdException.class)
                .hasMessageStartingWith("users line 3 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
    void everyFormOfBcryptVerifies(String prefix) {
        String hash = prefix + Bcrypt.hash("pässwörd").substring(4);

        assertThat(Bcrypt.verify("pässwörd", hash)).isTrue();
        assertThat(Bcrypt.verify("passwort", hash)).isFalse();
    }

    private Path file() {
        return directory.resolve("htpasswd");
    }

    private Users users(String line) throws IOException {
        Files.writeString(file(), "# users\n\n" + line + "\n");
        return Users.load(new HtpasswdConfig(file(), "realm"), files);
    }
}
