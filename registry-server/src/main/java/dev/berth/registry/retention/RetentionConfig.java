package dev.berth.registry.retention;

import dev.berth.registry.configuration.ConfigurationNode;
import java.util.List;

/// The rules, of which the first that covers a tag decides.
public record RetentionConfig(List<RetentionRule> rules) {

    public static RetentionConfig none() {
        return new RetentionConfig(List.of());
    }

    public static RetentionConfig from(ConfigurationNode root) {
        return new RetentionConfig(root.sections("berth.retention").stream()
                .map(RetentionRule::from)
                .toList());
    }

    boolean asksForPulls() {
        return rules.stream().anyMatch(rule -> rule.pulledWithin() != null);
    }
}
