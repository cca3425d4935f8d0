package dev.berth.registry.metrics;

import dev.berth.registry.configuration.ConfigurationNode;

/// Whether each request gets a line in the log.
public record AccessLogConfig(boolean disabled) {

    public static AccessLogConfig from(ConfigurationNode root) {
        return new AccessLogConfig(root.bool("log.accesslog.disabled", false));
    }
}
