package dev.berth.registry.oci;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The address of content, `sha256:<64 hex digits>`. Always well-formed, always lower case.
public record Digest(DigestAlgorithm algorithm, String hex) implements Reference, Comparable<Digest> {

    public Digest {
        if (hex.length() != algorithm.hexLength() || !isLowerHex(hex)) {
            throw invalid(algorithm.text() + ":" + hex);
        }
    }

    /// Throws a [RegistryException] with DIGEST_INVALID for anything that is not a supported digest.
    public static Digest parse(String text) {
        var colon = text.indexOf(':');
        if (colon < 0) {
            throw invalid(text);
        }
        var algorithm = DigestAlgorithm.of(text.substring(0, colon)).orElseThrow(() -> invalid(text));
        return new Digest(algorithm, text.substring(colon + 1));
    }

    /// Empty for anything that is not a supported digest.
    public static Optional<Digest> ifValid(String text) {
        try {
            return Optional.of(parse(text));
        } catch (RegistryException _) {
            return Optional.empty();
        }
    }

    public static Digest sha256(byte[] content) {
        return of(DigestAlgorithm.SHA256, content);
    }

    public static Digest of(DigestAlgorithm algorithm, byte[] content) {
        return ofHash(algorithm, algorithm.newMessageDigest().digest(content));
    }

    /// Wraps a finished hash.
    public static Digest ofHash(DigestAlgorithm algorithm, byte[] hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash));
    }

    private static boolean isLowerHex(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static RegistryException invalid(String text) {
        return RegistryException.of(
                ErrorCode.DIGEST_INVALID,
                String.format(Locale.ROOT, "not a digest this registry supports: '%s'", Shortened.of(text)));
    }

    @Override
    public int compareTo(Digest other) {
        var byAlgorithm = algorithm.compareTo(other.algorithm);
        return byAlgorithm != 0 ? byAlgorithm : hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return algorithm.text() + ":" + hex;
    }
}
