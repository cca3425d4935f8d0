package dev.berth.registry.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/// A hash algorithm a digest may name.
public enum DigestAlgorithm {
    SHA256("sha256", "SHA-256", 64),
    SHA512("sha512", "SHA-512", 128);

    private final String text;
    private final String javaName;
    private final int hexLength;

    DigestAlgorithm(String text, String javaName, int hexLength) {
        this.text = text;
        this.javaName = javaName;
        this.hexLength = hexLength;
    }

    public static Optional<DigestAlgorithm> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }

    public String text() {
        return text;
    }

    int hexLength() {
        return hexLength;
    }

    public MessageDigest newMessageDigest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no " + javaName, e);
        }
    }
}
