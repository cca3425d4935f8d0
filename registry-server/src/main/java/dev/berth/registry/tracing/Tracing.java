package dev.berth.registry.tracing;

import dev.berth.registry.storage.Storage;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/// Makes what the environment asks for.
@Factory
final class Tracing {

    @Singleton
    @Bean(preDestroy = "close")
    Spans spans(TracingConfig config) {
        return config.enabled() ? OpenTelemetrySpans.start(config) : new NoSpans();
    }

    /// Puts spans around whatever storage was made.
    @Singleton
    static final class OfStorage implements BeanCreatedEventListener<Storage> {
        private final BeanProvider<Spans> spans;

        OfStorage(BeanProvider<Spans> spans) {
            this.spans = spans;
        }

        @Override
        public Storage onCreated(BeanCreatedEvent<Storage> event) {
            return spans.get().follow(event.getBean());
        }
    }
}
