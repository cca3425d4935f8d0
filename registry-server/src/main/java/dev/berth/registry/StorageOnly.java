package dev.berth.registry;

import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.gc.CollectionConfig;
import dev.berth.registry.maintenance.UploadPurgeConfig;
import dev.berth.registry.notifications.NotificationsConfig;
import dev.berth.registry.scrub.ScrubConfig;
import dev.berth.registry.tracing.TracingConfig;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.List;

/// The parts of a registry that store, made as the server makes them, without what the server does beside: nothing
/// listens, purges or notifies.
final class StorageOnly implements AutoCloseable {
    private final ApplicationContext context;

    private StorageOnly(ApplicationContext context) {
        this.context = context;
    }

    static StorageOnly of(Configuration configuration) {
        ConfigurationNode root = configuration.root();
        List<Object> settings = Settings.of(root).stream()
                .map(each -> switch (each) {
                    case NotificationsConfig _ -> NotificationsConfig.none();
                    case UploadPurgeConfig _ ->
                        new UploadPurgeConfig(false, Duration.ofHours(1), Duration.ofHours(1), true);
                    case ScrubConfig _ -> ScrubConfig.off();
                    case CollectionConfig _ -> CollectionConfig.defaults();
                    default -> each;
                })
                .toList();
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .bootstrapEnvironment(false)
                .environmentPropertySource(false)
                .enableDefaultPropertySources(false)
                .singletons(settings.toArray())
                .singletons(TracingConfig.off())
                .build();
        return new StorageOnly(context.start());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
