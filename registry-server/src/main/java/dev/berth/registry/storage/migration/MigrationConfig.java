package dev.berth.registry.storage.migration;

import dev.berth.registry.configuration.ByteSize;
import dev.berth.registry.configuration.ConfigurationNode;
import java.util.Optional;

/// Which storage the registry leaves, in the words of a whole configuration, and how many bytes a second its copying
/// may take; zero for no limit.
public record MigrationConfig(Optional<ConfigurationNode> from, long bytesPerSecond) {

    public static MigrationConfig none() {
        return new MigrationConfig(Optional.empty(), 0);
    }

    public static MigrationConfig from(ConfigurationNode root) {
        ConfigurationNode migration = root.section("berth.migration");
        if (migration.has("from") && root.integer("berth.replicas", 1) > 1) {
            throw migration.wrong("from", "is for one server at a time; set berth.replicas to 1 until all is copied");
        }
        String rate = migration.string("rate", "0");
        return new MigrationConfig(
                migration.has("from") ? Optional.of(migration.section("from")) : Optional.empty(),
                ByteSize.parse(rate)
                        .orElseThrow(
                                () -> migration.wrong("rate", "must be a size such as 50MiB, not \"" + rate + "\""))
                        .bytes());
    }
}
