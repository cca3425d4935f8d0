package dev.berth.registry.retention;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Tag;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// A tag that is named by the digest of another manifest: the referrers tag schema, and cosign's signatures,
/// attestations and lists of parts. It stays as long as that manifest does.
record AttachedTag(Digest subject) {
    /// How long it may be there before what it belongs to: copies come in any order.
    static final Duration PATIENCE = Duration.ofDays(1);

    private static final Pattern FORM = Pattern.compile("sha256-([0-9a-f]{64})(\\.[A-Za-z0-9._-]+)?");

    static Optional<AttachedTag> of(Tag tag) {
        var matcher = FORM.matcher(tag.value());
        return matcher.matches()
                ? Digest.ifValid("sha256:" + matcher.group(1)).map(AttachedTag::new)
                : Optional.empty();
    }
}
