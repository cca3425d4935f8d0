package dev.berth.operator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.berth.operator.owned.SecretReader;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtpasswdFileTest {
    private static final List<Login> LOGINS = List.of(new Login("alice", "one"), new Login("bob", "two"));

    @Test
    void theSameLoginsGiveTheSameText() {
        HtpasswdFile first = HtpasswdFile.of(LOGINS, List.of(), null);
        Secret forgetful = secret(new HtpasswdFile(first.text(), first.key(), "unknown"));

        HtpasswdFile second = HtpasswdFile.of(LOGINS, List.of(), forgetful);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void anotherPasswordChangesItsLineOnly() {
        HtpasswdFile first = HtpasswdFile.of(LOGINS, List.of(), null);

        HtpasswdFile second = HtpasswdFile.of(
                List.of(new Login("alice", "other"), new Login("bob", "two")), List.of(), secret(first));

        assertThat(second.text().lines().toList().getLast())
                .isEqualTo(first.text().lines().toList().getLast());
        String hash = second.text().lines().findFirst().orElseThrow().substring("alice:".length());
        assertThat(BCrypt.verifyer().verify("other".toCharArray(), hash).verified)
                .isTrue();
        assertThat(BCrypt.verifyer().verify("one".toCharArray(), hash).verified).isFalse();
    }

    @Test
    void aTextThatSomebodyChangedIsWrittenAgain() {
        HtpasswdFile first = HtpasswdFile.of(LOGINS, List.of(), null);
        Secret changed = secret(new HtpasswdFile(first.text() + "eve:x\n", first.key(), first.fingerprint()));

        assertThat(HtpasswdFile.of(LOGINS, List.of(), changed).text()).isEqualTo(first.text());
    }

    @Test
    void twoRegistriesGiveTheSamePasswordDifferentLines() {
        assertThat(HtpasswdFile.of(LOGINS, List.of(), null).text())
                .isNotEqualTo(HtpasswdFile.of(LOGINS, List.of(), null).text());
    }

    private static Secret secret(HtpasswdFile file) {
        return new SecretBuilder()
                .withNewMetadata()
                .addToAnnotations(HtpasswdFile.FINGERPRINT, file.fingerprint())
                .endMetadata()
                .addToData("htpasswd", SecretReader.encode(file.text()))
                .addToData(HtpasswdFile.KEY, SecretReader.encode(file.key()))
                .build();
    }
}
