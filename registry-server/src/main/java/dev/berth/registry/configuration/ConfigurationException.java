package dev.berth.registry.configuration;

/// A setting that cannot be used; the message is one sentence that names the key and the cure.
public final class ConfigurationException extends RuntimeException {
    public ConfigurationException(String message) {
        super(message, null, false, false);
    }
}
