package dev.berth.registry.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingConfigTest {
    private static final Map<String, String> ON = Map.of("OTEL_TRACES_EXPORTER", "otlp");

    @ParameterizedTest
    @CsvSource({
        "OTEL_SERVICE_NAME, x",
        "OTEL_TRACES_EXPORTER, none",
        "OTEL_TRACES_EXPORTER, ''",
        "OTEL_EXPORTER_OTLP_PROTOCOL, grpc"
    })
    void offUnlessAskedFor(String name, String value) {
        assertThat(TracingConfig.from(Map.of(name, value))).isEqualTo(TracingConfig.off());
    }

    @Test
    void disabledSdkWins() {
        assertThat(TracingConfig.from(Map.of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_SDK_DISABLED", "true"))
                        .enabled())
                .isFalse();
    }

    @Test
    void nothingButSpansIsSent() {
        assertThat(TracingConfig.from(ON).properties())
                .containsEntry("otel.metrics.exporter", "none")
                .containsEntry("otel.logs.exporter", "none")
                .containsEntry("otel.exporter.otlp.protocol", "http/protobuf");
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_TRACES_EXPORTER, zipkin, must be otlp or none",
        "OTEL_EXPORTER_OTLP_PROTOCOL, grpc, send spans to the collector's HTTP port",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, http/json, must be http/protobuf",
        "OTEL_EXPORTER_OTLP_ENDPOINT, collector:4318, must be an http or https address",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, http://a b, is not an address"
    })
    void whatCannotBeUsedIsNamed(String name, String value, String why) {
        var environment = new HashMap<>(ON);
        environment.put(name, value);

        assertThatThrownBy(() -> TracingConfig.from(environment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name)
                .hasMessageContaining(why);
    }

    @Test
    void wrongSamplerEndsTheStart() {
        var config = TracingConfig.from(Map.of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_TRACES_SAMPLER", "sometimes"));

        assertThatThrownBy(() -> OpenTelemetrySpans.start(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sometimes");
    }
}
