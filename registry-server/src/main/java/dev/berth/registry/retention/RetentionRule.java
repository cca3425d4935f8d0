package dev.berth.registry.retention;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.tags.TagScope;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What becomes of the tags in a scope. A tag stays when any of the `keep` conditions holds, or when there are none; it
/// goes when it was pushed longer ago than `expire`, whatever else holds. Where tags can go, manifests without one go
/// too, `untagged` after they were last pushed or asked for.
record RetentionRule(
        TagScope scope,
        int last,
        @Nullable Duration pushedWithin,
        @Nullable Duration pulledWithin,
        @Nullable Duration expire,
        @Nullable Duration untagged) {

    static RetentionRule from(ConfigurationNode node) {
        long last = node.integer("keep.last", 0);
        if (last < 0 || last > 1_000_000) {
            throw node.wrong("keep.last", "must be from 0 to 1000000, not " + last);
        }
        RetentionRule rule = new RetentionRule(
                TagScope.from(node),
                (int) last,
                duration(node, "keep.pushedwithin"),
                duration(node, "keep.pulledwithin"),
                duration(node, "expire"),
                duration(node, "untagged"));
        if (node.has("keep") && !rule.hasConditions()) {
            throw node.wrong("keep", "must name some of last, pushedwithin, pulledwithin; without it every tag stays");
        }
        return rule;
    }

    private static @Nullable Duration duration(ConfigurationNode node, String key) {
        return node.has(key) ? node.duration(key, Duration.ZERO) : null;
    }

    boolean hasConditions() {
        return last > 0 || pushedWithin != null || pulledWithin != null;
    }

    /// Whether any tag can go by it.
    boolean lets() {
        return hasConditions() || expire != null;
    }

    /// How long manifests without a tag stay; empty when the rule says nothing of them.
    Optional<Duration> untaggedAge() {
        return Optional.ofNullable(untagged).or(() -> lets() ? Optional.of(Duration.ZERO) : Optional.empty());
    }
}
