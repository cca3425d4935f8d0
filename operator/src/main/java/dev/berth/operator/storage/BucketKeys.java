package dev.berth.operator.storage;

import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The keys of a bucket, found in a Secret under one of the pairs of names that tools give them.
final class BucketKeys {
    static final String ACCESS_KEY = Server.ACCESS_KEY;
    static final String SECRET_KEY = Server.SECRET_KEY;
    static final String SESSION_TOKEN = Server.SESSION_TOKEN;

    private static final List<Pair> PAIRS = List.of(
            new Pair(ACCESS_KEY, SECRET_KEY),
            new Pair("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
            new Pair("aws_access_key_id", "aws_secret_access_key"),
            new Pair("access-key", "secret-key"),
            new Pair("access_key", "secret_key"),
            new Pair("accessKey", "secretKey"),
            new Pair("access-key-id", "secret-access-key"),
            new Pair("access_key_id", "secret_access_key"),
            new Pair("accessKeyId", "secretAccessKey"),
            new Pair("AccessKey", "SecretKey"),
            new Pair("ACCESS_KEY", "SECRET_KEY"),
            new Pair("REGISTRY_STORAGE_S3_ACCESSKEY", "REGISTRY_STORAGE_S3_SECRETKEY"),
            new Pair("rootUser", "rootPassword"),
            new Pair("root-user", "root-password"),
            new Pair("MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD"),
            new Pair("username", "password"));
    private static final List<String> TOKENS = List.of(SESSION_TOKEN, "AWS_SESSION_TOKEN", "aws_session_token");

    private BucketKeys() {}

    private record Pair(String access, String secret) {
        boolean isIn(Secret secret) {
            return isSet(secret, access) && isSet(secret, this.secret);
        }
    }

    /// The files of the first pair that is complete, or empty.
    static Optional<Map<String, String>> of(Secret secret) {
        return PAIRS.stream().filter(pair -> pair.isIn(secret)).findFirst().map(pair -> {
            Map<String, String> files = new TreeMap<>();
            files.put(ACCESS_KEY, value(secret, pair.access));
            files.put(SECRET_KEY, value(secret, pair.secret));
            TOKENS.stream()
                    .filter(key -> isSet(secret, key))
                    .findFirst()
                    .ifPresent(key -> files.put(SESSION_TOKEN, value(secret, key)));
            return files;
        });
    }

    /// For people.
    static String accepted() {
        return PAIRS.stream().map(pair -> pair.access + " and " + pair.secret).collect(Collectors.joining("; "));
    }

    private static boolean isSet(Secret secret, String key) {
        return !value(secret, key).isEmpty();
    }

    /// Without the line's end that an editor or `base64` put there.
    private static String value(Secret secret, String key) {
        String text = SecretReader.text(secret, key);
        return text == null ? "" : text.strip();
    }
}
