package dev.berth.registry.tags;

/// How many tags one page may hold.
public record TagsConfig(int maxTags) {

    public static TagsConfig defaults() {
        return new TagsConfig(1000);
    }
}
