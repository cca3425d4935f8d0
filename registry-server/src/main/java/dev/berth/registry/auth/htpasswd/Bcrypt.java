package dev.berth.registry.auth.htpasswd;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;

/// Bcrypt as htpasswd writes it; only the first 72 bytes of a password count, as in every other implementation.
public final class Bcrypt {
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2Y;
    private static final int COST = 10;

    private Bcrypt() {}

    public static String hash(String password) {
        byte[] hash = BCrypt.with(VERSION, LongPasswordStrategies.truncate(VERSION))
                .hash(COST, password.getBytes(StandardCharsets.UTF_8));
        return new String(hash, StandardCharsets.US_ASCII);
    }

    static boolean verify(String password, String hash) {
        return BCrypt.verifyer(VERSION, LongPasswordStrategies.truncate(VERSION))
                .verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
                .verified;
    }
}
