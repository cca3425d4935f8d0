package dev.berth.registry.auth.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key of our own tokens: from a secret that replicas share, or for this process alone.
public final class TokenKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "berth token key 1".getBytes(StandardCharsets.US_ASCII);
    private final byte[] bytes;

    private TokenKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A secret used for one purpose must not be found out through another: the key only follows from it.
    static TokenKey of(String secret) {
        return from(secret.getBytes(StandardCharsets.UTF_8));
    }

    static TokenKey random() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return from(random);
    }

    private static TokenKey from(byte[] seed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(seed, ALGORITHM));
            return new TokenKey(mac.doFinal(PURPOSE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    byte[] bytes() {
        return bytes;
    }
}
