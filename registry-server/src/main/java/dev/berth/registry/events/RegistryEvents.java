package dev.berth.registry.events;

import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands each event to all listeners. A listener that fails harms neither the request nor the others.
@Singleton
public final class RegistryEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryEvents.class);
    private final List<RegistryEventListener> listeners;

    public RegistryEvents(List<RegistryEventListener> listeners) {
        this.listeners = listeners;
    }

    public void publish(RegistryEvent event, Cause cause) {
        for (var listener : listeners) {
            tell(listener, event, cause);
        }
    }

    private static void tell(RegistryEventListener listener, RegistryEvent event, Cause cause) {
        try {
            listener.on(event, cause);
        } catch (RuntimeException e) {
            LOG.error("a listener failed on {} in {}", event.getClass().getSimpleName(), event.repository(), e);
        }
    }
}
