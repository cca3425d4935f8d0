package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.fabric8.kubernetes.api.model.KeyToPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsIT extends OperatorTestCase {
    private static final String ALICE = "auth: {users: [{name: alice, secretRef: {name: alice}}]}";

    @Test
    void aChangedPasswordReachesTheFileAndReplacesNoPod() {
        namespace.putSecret("alice", Map.of("username", "alice", "password", "first"));
        namespace.apply("users", ALICE);
        untilReady("users");
        Long generation = namespace.deployment("users").getMetadata().getGeneration();

        namespace.putSecret("alice", Map.of("username", "alice", "password", "second"));

        await().atMost(Duration.ofSeconds(20)).until(() -> opens("users", "alice", "second"));
        assertThat(opens("users", "alice", "first")).isFalse();
        assertThat(namespace.deployment("users").getMetadata().getGeneration()).isEqualTo(generation);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(namespace.value("users-registry-pull", ".dockerconfigjson"))
                        .contains("second"));
    }

    @Test
    void anUnknownSecretIsNamedAndLeavesTheOtherUsersAlone() {
        namespace.putSecret("alice", Map.of("password", "known"));
        namespace.apply(
                "some",
                "auth: {users: [{name: alice, secretRef: {name: alice}}, {name: bob, secretRef: {name: bobs}}]}");

        untilSays("some", "AuthReady", "False SecretNotFound", "Secret bobs of user bob", "create it");
        untilSays("some", "Stalled", "True SecretNotFound");
        await().atMost(SOON).until(() -> opens("some", "alice", "known"));
        namespace.putSecret("bobs", Map.of("password", "found"));

        untilReady("some");
        assertThat(opens("some", "bob", "found")).isTrue();
    }

    @Test
    void aSecretThatVanishesLeavesTheOldPasswordInForce() {
        namespace.putSecret("alice", Map.of("password", "known"));
        namespace.apply("kept", ALICE);
        untilReady("kept");

        client.secrets().inNamespace(namespace.name).withName("alice").delete();

        untilSays("kept", "AuthReady", "False SecretNotFound");
        assertThat(opens("kept", "alice", "known")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"carol:$apr1$x$y", "carol:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "carol:plain"})
    void anHtpasswdThatIsNotBcryptIsRefusedWithItsLine(String weak) {
        String good = "carol:" + BCrypt.withDefaults().hashToString(4, "word".toCharArray());
        namespace.putSecret("file", Map.of("htpasswd", "# users\n" + good + "\n"));
        namespace.apply("file", "auth: {htpasswdSecretRef: {name: file}}");
        untilReady("file");

        namespace.putSecret("file", Map.of("htpasswd", "# users\n" + weak + "\n"));

        untilSays("file", "AuthReady", "False HtpasswdInvalid", "Secret file", "line 2", "htpasswd -B");
        assertThat(namespace.says("file", "AuthReady")).doesNotContain("apr1$x", "W6ph");
        assertThat(opens("file", "carol", "word")).isTrue();
    }

    @Test
    void generatedPasswordsAreKeptWhenTheOperatorStartsAgainAndWhenLabelsAreLost() {
        namespace.apply("made", "{}");
        untilReady("made");
        String password = namespace.value("made-registry-user-admin", "password");
        String file = namespace.value("made-registry-htpasswd", "htpasswd");
        operator.close();
        client.secrets()
                .inNamespace(namespace.name)
                .withName("made-registry-user-admin")
                .edit(secret -> {
                    secret.getMetadata().setLabels(Map.of());
                    return secret;
                });

        operator = new TestOperator(client, Set.of(namespace.name));

        await().atMost(SOON).until(() -> !operator.asked.isEmpty());
        assertThat(password).hasSizeGreaterThan(20);
        assertThat(namespace.value("made-registry-user-admin", "password")).isEqualTo(password);
        assertThat(namespace.value("made-registry-htpasswd", "htpasswd")).isEqualTo(file);
    }

    @Test
    void whatReplicasSignWithIsMadeOnceAndReachesTheServerOnlyWherePullsAreOpen() {
        namespace.apply("open", "auth: {users: [{name: one, generate: {}}], anonymous: Pull}");
        untilReady("open");
        String secret = namespace.value("open-registry-maintenance", "signing-key");
        assertThat(mountedKeys("open")).containsExactly("token", "signing-key");

        namespace.apply("open", "auth: {users: [{name: one, generate: {}}], anonymous: None}");
        await().atMost(SOON).untilAsserted(() -> assertThat(mountedKeys("open")).containsExactly("token"));
        namespace.apply("open", "auth: {users: [{name: one, generate: {}}], anonymous: Pull}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mountedKeys("open")).containsExactly("token", "signing-key"));

        assertThat(secret)
                .hasSize(64)
                .isEqualTo(namespace.value("open-registry-maintenance", "signing-key"))
                .isNotEqualTo(namespace.value("open-registry-maintenance", "token"));
    }

    private List<String> mountedKeys(String registry) {
        return namespace.deployment(registry).getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals("maintenance"))
                .flatMap(volume -> volume.getSecret().getItems().stream())
                .map(KeyToPath::getKey)
                .toList();
    }

    private boolean opens(String registry, String user, String password) {
        return namespace
                .value(registry + "-registry-htpasswd", "htpasswd")
                .lines()
                .filter(line -> line.startsWith(user + ":"))
                .anyMatch(line ->
                        BCrypt.verifyer().verify(password.toCharArray(), line.substring(user.length() + 1)).verified);
    }
}
