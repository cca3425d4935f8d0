package dev.berth.registry.catalog;

import dev.berth.registry.configuration.ConfigurationNode;

/// How many repositories one page may hold.
public record CatalogConfig(int maxEntries) {

    public static CatalogConfig defaults() {
        return new CatalogConfig(1000);
    }

    public static CatalogConfig from(ConfigurationNode root) {
        return new CatalogConfig(root.count("catalog.maxentries", defaults().maxEntries));
    }
}
