package dev.berth.registry.events;

/// Hears every event on the thread of the request that caused it, so it must be quick.
public interface RegistryEventListener {

    void on(RegistryEvent event, Cause cause);
}
