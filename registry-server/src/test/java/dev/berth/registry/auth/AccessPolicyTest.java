package dev.berth.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.auth.AccessDecision.Allowed;
import dev.berth.registry.auth.AccessDecision.Challenged;
import dev.berth.registry.auth.AccessDecision.Reason;
import dev.berth.registry.auth.AccessDecision.Refused;
import dev.berth.registry.auth.AccessPolicy.Origin;
import dev.berth.registry.auth.AccessPolicy.Question;
import dev.berth.registry.auth.htpasswd.Bcrypt;
import dev.berth.registry.auth.htpasswd.HtpasswdConfig;
import dev.berth.registry.auth.htpasswd.Users;
import dev.berth.registry.auth.rules.Rules;
import dev.berth.registry.configuration.FileWatch;
import dev.berth.registry.oci.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
    private static final Origin ORIGIN = new Origin("192.0.2.1", Optional.empty());

    @TempDir
    private Path directory;

    private final FileWatch files = new FileWatch();
    private AccessPolicy policy = open(false);

    @BeforeEach
    void users() throws IOException {
        Path file = Files.writeString(directory.resolve("htpasswd"), "al ice:" + Bcrypt.hash("a:b"));
        HtpasswdConfig htpasswd = new HtpasswdConfig(file, "realm");
        AccessConfig config = new AccessConfig(Optional.of(htpasswd), Optional.empty(), false, false, false);
        Users users = Users.load(htpasswd, files);
        policy = new AccessPolicy(config, Optional.of(users), Optional.empty(), Rules.everythingForUsers());
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void rootIsOpenAndMaintenanceChecksItself() {
        assertThat(policy.decide(question("GET", "/"))).isEqualTo(new Allowed(new Callers.Anyone()));
        assertThat(policy.decide(question("POST", "/berth/v1/garbage-collections")))
                .isEqualTo(new Allowed(new Callers.Anyone()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/", "/v2", "//", "/x", "/berth/v1", "/v2/a/manifests/b", "/metrics", "/%2e/"})
    void everythingElseNeedsCredentials(String path) {
        assertThat(policy.decide(question("GET", path))).isEqualTo(new Challenged("", Reason.NO_CREDENTIALS));
    }

    @Test
    void passwordMayHoldAColonAndUserASpace() {
        Allowed allowed = (Allowed) policy.decide(basic("al ice:a:b"));

        assertThat(allowed.caller().user()).isEqualTo("al ice");
        assertThat(policy.decide(basic("al ice:a"))).isEqualTo(new Challenged("al ice", Reason.WRONG_PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic YQ==",
                "Basic OmE=",
                "Bearer abc",
                "Basic //8=",
                "Digest x"
            })
    void malformedHeaderIsChallenged(String header) {
        AccessDecision decision = policy.decide(new Question("GET", "/v2/", Optional.of(header), ORIGIN, List.of()));

        assertThat(decision).isEqualTo(new Challenged("", Reason.MALFORMED));
    }

    @Test
    void hostileUserNameIsPrintable() {
        Challenged decision = (Challenged) policy.decide(basic("x\n\u001b[31m" + "y".repeat(100) + ":p"));

        assertThat(decision.user()).hasSize(67).startsWith("x??[31myyy").endsWith("...");
    }

    @Test
    void readOnlyRegistryRefusesWrites() {
        AccessPolicy readOnly = open(true);

        assertThat(readOnly.decide(question("GET", "/v2/"))).isEqualTo(new Allowed(new Callers.Anyone()));
        assertThat(readOnly.decide(question("PUT", "/v2/a/manifests/b")))
                .isEqualTo(new Refused("", ErrorCode.UNSUPPORTED, "the registry is read-only"));
    }

    private static AccessPolicy open(boolean readOnly) {
        AccessConfig config = new AccessConfig(Optional.empty(), Optional.empty(), false, false, readOnly);
        return new AccessPolicy(config, Optional.empty(), Optional.empty(), Rules.everythingForUsers());
    }

    private static Question question(String method, String path) {
        return new Question(method, path, Optional.empty(), ORIGIN, List.of());
    }

    private static Question basic(String text) {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return new Question("GET", "/v2/", Optional.of("basic " + encoded), ORIGIN, List.of());
    }
}
