package dev.berth.registry.tags;

import dev.berth.registry.configuration.ConfigurationNode;

/// How many tags one page may hold.
public record TagsConfig(int maxTags) {

    public static TagsConfig defaults() {
        return new TagsConfig(1000);
    }

    public static TagsConfig from(ConfigurationNode root) {
        return new TagsConfig(root.count("tags.maxtags", defaults().maxTags));
    }
}
