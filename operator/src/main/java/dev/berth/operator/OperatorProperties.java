package dev.berth.operator;

import static java.util.Map.entry;

import java.util.Map;

/// What Micronaut needs to know: one port for health and metrics, and nothing sensitive on it.
final class OperatorProperties {
    static final Map<String, Object> ALL = Map.ofEntries(
            entry("micronaut.application.name", "berth-operator"),
            entry("micronaut.server.port", "${BERTH_HTTP_PORT:8080}"),
            entry("micronaut.metrics.enabled", true),
            entry("micronaut.metrics.export.prometheus.enabled", true),
            entry("micronaut.metrics.export.prometheus.step", "PT1M"),
            entry("endpoints.all.path", "/"),
            entry("endpoints.all.enabled", false),
            entry("endpoints.health.enabled", true),
            entry("endpoints.health.sensitive", false),
            entry("endpoints.health.details-visible", "ANONYMOUS"),
            entry("endpoints.health.disk-space.enabled", false));

    private OperatorProperties() {}
}
