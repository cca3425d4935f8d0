package dev.berth.registry.health;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.configuration.ListenAddress;
import java.time.Duration;
import java.util.Optional;

/// Where health and metrics are served, and how storage is probed.
public record HealthConfig(
        Optional<ListenAddress> address, Optional<String> metricsPath, boolean storageProbed, Duration interval) {

    public static HealthConfig from(ConfigurationNode root) {
        return new HealthConfig(
                ListenAddress.from(root, "http.debug.addr"),
                metricsPath(root),
                root.bool("health.storagedriver.enabled", true),
                interval(root));
    }

    private static Optional<String> metricsPath(ConfigurationNode root) {
        String path = root.string("http.debug.prometheus.path", "/metrics");
        if (!path.startsWith("/")) {
            throw root.wrong("http.debug.prometheus.path", "must start with /");
        }
        return root.bool("http.debug.prometheus.enabled", false) ? Optional.of(path) : Optional.empty();
    }

    private static Duration interval(ConfigurationNode root) {
        Duration interval = root.duration("health.storagedriver.interval", Duration.ofSeconds(10));
        if (interval.isZero()) {
            throw root.wrong("health.storagedriver.interval", "must be longer than 0s");
        }
        return interval;
    }
}
