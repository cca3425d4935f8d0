package dev.berth.registry.metrics;

import dev.berth.registry.storage.Storage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/// Puts the stopwatch in front of whatever storage was made.
@Singleton
final class StorageMetrics implements BeanCreatedEventListener<Storage> {
    private final BeanProvider<MeterRegistry> meters;

    StorageMetrics(BeanProvider<MeterRegistry> meters) {
        this.meters = meters;
    }

    @Override
    public Storage onCreated(BeanCreatedEvent<Storage> event) {
        return new TimedStorage(event.getBean(), meters.get());
    }
}
