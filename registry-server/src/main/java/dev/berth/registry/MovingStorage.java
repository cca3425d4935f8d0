package dev.berth.registry;

import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.migration.MigrationConfig;
import dev.berth.registry.storage.migration.Migrations;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Lets the registry see through to the storage that it leaves, before anything else is put in front.
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MovingStorage implements BeanCreatedEventListener<Storage> {
    private final MigrationConfig config;
    private final Clock clock;
    private final BeanProvider<Migrations> migrations;

    MovingStorage(MigrationConfig config, Clock clock, BeanProvider<Migrations> migrations) {
        this.config = config;
        this.clock = clock;
        this.migrations = migrations;
    }

    @Override
    public Storage onCreated(BeanCreatedEvent<Storage> event) {
        return config.from()
                .map(from -> migrations
                        .get()
                        .moving(ConfiguredStorage.of(from, clock), event.getBean(), ConfiguredStorage.describe(from)))
                .orElse(event.getBean());
    }
}
