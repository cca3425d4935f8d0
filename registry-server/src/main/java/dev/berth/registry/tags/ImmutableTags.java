package dev.berth.registry.tags;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import java.util.List;

/// Tags that clients can neither move nor delete once they are there. Those that match `except` stay movable.
public record ImmutableTags(List<Rule> rules) {

    record Rule(TagScope scope, List<TagPattern> except) {
        boolean covers(RepositoryName repository, Tag tag) {
            return scope.covers(repository, tag) && except.stream().noneMatch(each -> each.matches(tag));
        }
    }

    public static ImmutableTags none() {
        return new ImmutableTags(List.of());
    }

    public static ImmutableTags from(ConfigurationNode root) {
        return new ImmutableTags(root.sections("berth.immutabletags").stream()
                .map(node -> new Rule(TagScope.from(node), TagScope.tags(node, "except")))
                .toList());
    }

    boolean contain(RepositoryName repository, Tag tag) {
        return rules.stream().anyMatch(rule -> rule.covers(repository, tag));
    }
}
