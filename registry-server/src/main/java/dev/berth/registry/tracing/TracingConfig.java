package dev.berth.registry.tracing;

import static dev.berth.registry.tracing.TracingVariable.OTEL_EXPORTER_OTLP_ENDPOINT;
import static dev.berth.registry.tracing.TracingVariable.OTEL_EXPORTER_OTLP_PROTOCOL;
import static dev.berth.registry.tracing.TracingVariable.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
import static dev.berth.registry.tracing.TracingVariable.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL;
import static dev.berth.registry.tracing.TracingVariable.OTEL_SDK_DISABLED;
import static dev.berth.registry.tracing.TracingVariable.OTEL_TRACES_EXPORTER;

import dev.berth.registry.configuration.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Whether spans are made, and what the SDK is told: the `OTEL_*` variables, as properties in its own spelling.
public record TracingConfig(boolean enabled, Map<String, String> properties) {
    private static final String PREFIX = "OTEL_";
    private static final String HTTP = "http/protobuf";

    public static TracingConfig off() {
        return new TracingConfig(false, Map.of());
    }

    /// Throws [ConfigurationException] for what cannot be used.
    public static TracingConfig from(Map<String, String> environment) {
        if (!isOn(environment)) {
            return off();
        }
        requireHttp(environment, OTEL_EXPORTER_OTLP_PROTOCOL);
        requireHttp(environment, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL);
        requireAddress(environment, OTEL_EXPORTER_OTLP_ENDPOINT);
        requireAddress(environment, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);
        Map<String, String> properties = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isBlank()) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value.strip());
            }
        });
        // Metrics are scraped and logs go to standard output; by default the SDK would send both along.
        properties.put("otel.metrics.exporter", "none");
        properties.put("otel.logs.exporter", "none");
        properties.putIfAbsent("otel.exporter.otlp.protocol", HTTP);
        return new TracingConfig(true, Map.copyOf(properties));
    }

    private static boolean isOn(Map<String, String> environment) {
        String exporter = value(environment, OTEL_TRACES_EXPORTER);
        if (!Set.of("", "none", "otlp").contains(exporter)) {
            throw wrong(OTEL_TRACES_EXPORTER, "must be otlp or none, not \"" + exporter + "\"");
        }
        return exporter.equals("otlp") && !value(environment, OTEL_SDK_DISABLED).equalsIgnoreCase("true");
    }

    private static void requireHttp(Map<String, String> environment, TracingVariable variable) {
        String protocol = value(environment, variable);
        if (!List.of("", HTTP).contains(protocol)) {
            throw wrong(
                    variable,
                    "must be " + HTTP + ", not \"" + protocol
                            + "\"; send spans to the collector's HTTP port, which is usually 4318");
        }
    }

    private static void requireAddress(Map<String, String> environment, TracingVariable variable) {
        String address = value(environment, variable);
        try {
            URI uri = URI.create(address.isEmpty() ? "http://localhost" : address);
            if (!List.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
                throw wrong(variable, "must be an http or https address, not \"" + address + "\"");
            }
        } catch (IllegalArgumentException e) {
            throw wrong(variable, "is not an address: " + e.getMessage());
        }
    }

    private static String value(Map<String, String> environment, TracingVariable variable) {
        return environment.getOrDefault(variable.name(), "").strip();
    }

    private static ConfigurationException wrong(TracingVariable variable, String why) {
        return new ConfigurationException(variable.name() + " " + why);
    }
}
