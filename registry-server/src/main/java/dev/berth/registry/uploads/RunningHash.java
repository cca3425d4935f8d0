package dev.berth.registry.uploads;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// The hash of what an upload holds so far. Copies through a small array, which the JDK hashes faster than a
/// direct buffer.
final class RunningHash {
    private static final int COPY = 16 << 10;
    private final DigestAlgorithm algorithm;
    private final MessageDigest hash;
    private long length;

    RunningHash(DigestAlgorithm algorithm) {
        this.algorithm = algorithm;
        this.hash = algorithm.newMessageDigest();
    }

    long length() {
        return length;
    }

    /// Leaves the position of the buffer as it was.
    void update(ByteBuffer source, byte[] scratch) {
        var view = source.duplicate();
        length += view.remaining();
        while (view.hasRemaining()) {
            var count = Math.min(view.remaining(), scratch.length);
            view.get(scratch, 0, count);
            hash.update(scratch, 0, count);
        }
    }

    static byte[] scratch() {
        return new byte[COPY];
    }

    /// The digest of what was hashed until now; more may follow.
    Digest soFar() {
        try {
            return Digest.ofHash(algorithm, ((MessageDigest) hash.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends this hash.
    Digest finish() {
        return Digest.ofHash(algorithm, hash.digest());
    }
}
