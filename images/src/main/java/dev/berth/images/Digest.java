package dev.berth.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 digest in the form `sha256:<hex>`.
record Digest(String value) {
    static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Digest of(byte[] content) {
        return of(sha256(), content);
    }

    static Digest of(Path file) throws IOException {
        var sha256 = sha256();
        try (InputStream in = Files.newInputStream(file);
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
            in.transferTo(out);
        }
        return finished(sha256);
    }

    static Digest finished(MessageDigest sha256) {
        return new Digest("sha256:" + HexFormat.of().formatHex(sha256.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    String hex() {
        return value.substring("sha256:".length());
    }

    private static Digest of(MessageDigest sha256, byte[] content) {
        sha256.update(content);
        return finished(sha256);
    }
}
