package dev.berth.registry.catalog;

/// How many repositories one page may hold.
public record CatalogConfig(int maxEntries) {

    public static CatalogConfig defaults() {
        return new CatalogConfig(1000);
    }
}
