package dev.berth.registry.maintenance;

import dev.berth.registry.configuration.ConfigurationNode;
import java.time.Duration;

/// Whether, when and after how long a rest abandoned uploads are removed.
public record UploadPurgeConfig(boolean enabled, Duration age, Duration interval, boolean dryRun) {

    public static UploadPurgeConfig from(ConfigurationNode root) {
        ConfigurationNode purging = root.section("storage.maintenance.uploadpurging");
        Duration interval = purging.duration("interval", Duration.ofDays(1));
        if (interval.isZero()) {
            throw purging.wrong("interval", "must be longer than 0s");
        }
        return new UploadPurgeConfig(
                purging.bool("enabled", true),
                purging.duration("age", Duration.ofDays(7)),
                interval,
                purging.bool("dryrun", false));
    }
}
