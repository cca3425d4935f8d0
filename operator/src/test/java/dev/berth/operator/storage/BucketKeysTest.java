package dev.berth.operator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.operator.owned.SecretReader;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketKeysTest {
    @ParameterizedTest
    @CsvSource({
        "accesskey,secretkey",
        "AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY",
        "access-key,secret-key",
        "accessKeyId,secretAccessKey",
        "rootUser,rootPassword",
        "MINIO_ROOT_USER,MINIO_ROOT_PASSWORD",
        "username,password"
    })
    void keysAreFoundUnderTheNamesThatToolsGiveThem(String access, String secret) {
        assertThat(BucketKeys.of(secret(Map.of(access, "id\n", secret, "hidden"))))
                .contains(Map.of("accesskey", "id", "secretkey", "hidden"));
        assertThat(BucketKeys.accepted()).contains(access + " and " + secret);
    }

    @Test
    void thePairThatIsCompleteCounts() {
        assertThat(BucketKeys.of(secret(Map.of(
                        "accesskey", "half", "secretkey", "", "AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b"))))
                .contains(Map.of("accesskey", "a", "secretkey", "b"));
        assertThat(BucketKeys.of(secret(Map.of("accesskey", "a", "secret-key", "b"))))
                .isEmpty();
        assertThat(BucketKeys.of(new Secret())).isEmpty();
    }

    @Test
    void aTokenOfTemporaryKeysComesAlong() {
        assertThat(BucketKeys.of(secret(
                        Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b", "AWS_SESSION_TOKEN", "c"))))
                .contains(Map.of("accesskey", "a", "secretkey", "b", "sessiontoken", "c"));
    }

    private static Secret secret(Map<String, String> values) {
        SecretBuilder secret = new SecretBuilder();
        values.forEach((key, value) -> secret.addToData(key, SecretReader.encode(value)));
        return secret.build();
    }
}
