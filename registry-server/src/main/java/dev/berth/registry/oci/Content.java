package dev.berth.registry.oci;

import java.util.Arrays;

/// Small content as it came, byte for byte.
public final class Content {
    private final byte[] bytes;

    public Content(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    public Digest digest(DigestAlgorithm algorithm) {
        return Digest.of(algorithm, bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content content && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
