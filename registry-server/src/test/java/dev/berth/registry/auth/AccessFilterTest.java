package dev.berth.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.auth.htpasswd.HtpasswdConfig;
import dev.berth.registry.auth.htpasswd.Users;
import dev.berth.registry.configuration.FileWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a client sees of access control.
class AccessFilterTest {
    private static final List<String> USERS = List.of("ann", "bob", "cid", "dan");

    private static final HtpasswdConfig HTPASSWD = new HtpasswdConfig(htpasswd(), "the registry");

    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry()
            .with(AccessConfig.class, new AccessConfig(Optional.of(HTPASSWD), Optional.empty(), false, false, false))
            .with(Users.class, Users.load(HTPASSWD, new FileWatch()));

    @Test
    void firstRequestWithTheRightPasswordIsAnswered() {
        for (var user : USERS) {
            assertThat(REGISTRY.get("/v2/", basic(user, user)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void wrongPasswordUnknownUserAndNoCredentialsAreChallenged() {
        for (var header : List.of(basic("ann", "wrong"), basic("eve", "eve"), "Accept: */*")) {
            var answer = REGISTRY.get("/v2/", header);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"the registry\"");
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("UNAUTHORIZED");
        }
    }

    @Test
    void rootNeedsNoCredentials() {
        assertThat(REGISTRY.get("/").statusCode()).isEqualTo(200);
    }

    private static String basic(String user, String password) {
        var credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    private static Path htpasswd() {
        try {
            var file = Files.createTempFile("htpasswd", "");
            Files.write(
                    file,
                    USERS.stream()
                            .map(user -> user + ":"
                                    + BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, user.toCharArray()))
                            .toList());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
