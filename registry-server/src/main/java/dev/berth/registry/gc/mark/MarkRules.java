package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Tag;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a mark goes by. Content younger than `horizon` lives whoever names it; what is condemned since before `limit`
/// may be purged. Manifests without a tag that are older than `untagged` go; without that they stay. Tags that are
/// `leaving` count as gone. All are times of the storage.
public record MarkRules(
        Instant horizon, Instant limit, @Nullable Instant untagged, Set<Tag> leaving) {

    boolean keepsUntagged(Instant modified) {
        return untagged == null || modified.isAfter(untagged);
    }
}
