package dev.berth.registry.gc.mark;

import java.time.Instant;

/// What a mark goes by. Content younger than `horizon` lives whoever names it; what is condemned since before `limit`
/// may be purged. Both are times of the storage.
public record MarkRules(Instant horizon, Instant limit, boolean deleteUntagged) {}
