package dev.berth.registry;

import dev.berth.registry.auth.AccessConfig;
import dev.berth.registry.auth.rules.Rules;
import dev.berth.registry.catalog.CatalogConfig;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.gc.CollectionConfig;
import dev.berth.registry.health.HealthConfig;
import dev.berth.registry.http.LocationConfig;
import dev.berth.registry.limits.FreeSpaceMark;
import dev.berth.registry.limits.RequestRate;
import dev.berth.registry.maintenance.MaintenanceConfig;
import dev.berth.registry.maintenance.UploadPurgeConfig;
import dev.berth.registry.manifests.CompletenessConfig;
import dev.berth.registry.metrics.AccessLogConfig;
import dev.berth.registry.netty.PathPrefixConfig;
import dev.berth.registry.netty.ResponseHeadersConfig;
import dev.berth.registry.notifications.NotificationsConfig;
import dev.berth.registry.quotas.QuotasConfig;
import dev.berth.registry.retention.RetentionConfig;
import dev.berth.registry.scrub.ScrubConfig;
import dev.berth.registry.storage.DeletionConfig;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.migration.MigrationConfig;
import dev.berth.registry.storage.s3.bucket.S3Config;
import dev.berth.registry.tags.ImmutableTags;
import dev.berth.registry.tags.TagsConfig;
import java.time.Clock;
import java.util.List;

/// Every record of settings that some class asks for, read from one tree before anything is made.
final class Settings {
    private Settings() {}

    static List<Object> of(ConfigurationNode root) {
        return List.of(
                Clock.systemUTC(),
                S3Config.isChosen(root) ? S3Config.from(root) : FilesystemConfig.from(root),
                MigrationConfig.from(root),
                DeletionConfig.from(root),
                FreeSpaceMark.from(root),
                RequestRate.from(root),
                ResponseHeadersConfig.from(root),
                PathPrefixConfig.from(root),
                LocationConfig.from(root),
                CatalogConfig.from(root),
                TagsConfig.from(root),
                CompletenessConfig.from(root),
                AccessConfig.from(root),
                Rules.from(root),
                AccessLogConfig.from(root),
                HealthConfig.from(root),
                MaintenanceConfig.from(root),
                NotificationsConfig.from(root),
                CollectionConfig.from(root),
                QuotasConfig.from(root),
                RetentionConfig.from(root),
                ImmutableTags.from(root),
                ScrubConfig.from(root),
                UploadPurgeConfig.from(root));
    }
}
