package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A manifest of a repository: its name there, the digest its content is stored by, and since when it is condemned.
/// Both digests are the same but for names of another algorithm.
public record Revision(
        Digest name, Digest content, @Nullable Instant condemned) {

    /// Since when it is condemned; throws when it is not.
    public Instant since() {
        return Objects.requireNonNull(condemned);
    }

    boolean isCondemned() {
        return condemned != null;
    }
}
