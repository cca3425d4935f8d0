package dev.berth.operator.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.berth.operator.owned.SecretReader;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The server's htpasswd file. The same logins always give the same text: each salt follows from the registry's own
/// key, the user and the password. A fingerprint spares the hashing, which is slow on purpose, when nothing has
/// changed.
public record HtpasswdFile(String text, String key, String fingerprint) {
    static final String KEY = "key";
    static final String FINGERPRINT = "berth.dev/fingerprint";

    private static final int COST = 10;
    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;

    /// The file for these logins; lines that can't be made anew are taken over as they are.
    static HtpasswdFile of(List<Login> logins, List<String> takenOver, @Nullable Secret inForce) {
        String key = keyOf(inForce);
        String known = SecretReader.text(inForce, "htpasswd");
        if (inForce != null && known != null) {
            String fingerprint = fingerprint(key, logins, takenOver, known);
            if (fingerprint.equals(annotation(inForce))) {
                return new HtpasswdFile(known, key, fingerprint);
            }
        }
        StringBuilder text = new StringBuilder();
        logins.forEach(login -> text.append(line(key, login)).append('\n'));
        takenOver.forEach(line -> text.append(line).append('\n'));
        return new HtpasswdFile(text.toString(), key, fingerprint(key, logins, takenOver, text.toString()));
    }

    /// The lines of the file in force, by user.
    static Map<String, String> lines(@Nullable Secret inForce) {
        Map<String, String> lines = new HashMap<>();
        String text = SecretReader.text(inForce, "htpasswd");
        if (text != null) {
            text.lines()
                    .filter(line -> line.indexOf(':') > 0)
                    .forEach(line -> lines.put(line.substring(0, line.indexOf(':')), line));
        }
        return lines;
    }

    private static String line(String key, Login login) {
        byte[] salt = Arrays.copyOf(mac(key, "salt", login.user(), login.password()), SALT_BYTES);
        byte[] hash = BCrypt.with(BCrypt.Version.VERSION_2Y)
                .hash(COST, salt, login.password().getBytes(StandardCharsets.UTF_8));
        return login.user() + ":" + new String(hash, StandardCharsets.US_ASCII);
    }

    private static String fingerprint(String key, List<Login> logins, List<String> takenOver, String text) {
        StringBuilder all = new StringBuilder();
        logins.forEach(login ->
                all.append(login.user()).append('\0').append(login.password()).append('\0'));
        return HexFormat.of().formatHex(mac(key, "file", all.toString(), String.join("\n", takenOver), text));
    }

    private static byte[] mac(String key, String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), "HmacSHA256"));
            for (String part : parts) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static String keyOf(@Nullable Secret inForce) {
        String known = SecretReader.text(inForce, KEY);
        if (known != null && known.matches("[0-9a-f]{" + 2 * KEY_BYTES + "}")) {
            return known;
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    private static @Nullable String annotation(Secret secret) {
        Map<String, String> annotations = secret.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(FINGERPRINT);
    }
}
