package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Tag;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a mark goes by. Content younger than `horizon` lives whoever names it; what is condemned since before `limit`
/// may be purged. Where room is short, so may be what is condemned since before `shortened` and was promised to nobody
/// since `horizon`. Manifests without a tag that are older than `untagged` go; without that they stay. Tags that are
/// `leaving` count as gone. All are times of the storage.
public record MarkRules(
        Instant horizon,
        Instant limit,
        @Nullable Instant shortened,
        @Nullable Instant untagged,
        Set<Tag> leaving) {

    public boolean mayPurge(Instant condemned, Supplier<Optional<Instant>> promised) {
        return condemned.isBefore(limit)
                || (shortened != null
                        && condemned.isBefore(shortened)
                        && promised.get().filter(time -> time.isBefore(horizon)).isPresent());
    }

    /// The same for a repository.
    public MarkRules of(@Nullable Instant untaggedThere, Set<Tag> leavingThere) {
        return new MarkRules(horizon, limit, shortened, untaggedThere, leavingThere);
    }

    boolean keepsUntagged(Instant modified) {
        return untagged == null || modified.isAfter(untagged);
    }
}
