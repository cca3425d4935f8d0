package dev.berth.registry.tracing;

/// The variables that people set to get traces. The SDK knows more, and is given all of them.
public enum TracingVariable {
    OTEL_TRACES_EXPORTER("none", "otlp switches traces on. Without it nothing of OpenTelemetry is loaded."),
    OTEL_SDK_DISABLED("false", "true switches traces off, whatever the others say."),
    OTEL_EXPORTER_OTLP_ENDPOINT(
            "http://localhost:4318", "Where spans go; v1/traces is added. OTEL_EXPORTER_OTLP_TRACES_ENDPOINT wins."),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT("", "Where spans go, as it is."),
    OTEL_EXPORTER_OTLP_PROTOCOL("http/protobuf", "Only http/protobuf is in this build; anything else is refused."),
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL("http/protobuf", "The same, and wins."),
    OTEL_EXPORTER_OTLP_HEADERS("", "name=value pairs with commas between them, sent along, such as a token."),
    OTEL_EXPORTER_OTLP_TIMEOUT("10000", "How many milliseconds the collector may take to answer."),
    OTEL_EXPORTER_OTLP_CERTIFICATE("", "PEM file of the authorities to trust for an https endpoint."),
    OTEL_SERVICE_NAME("berth-registry", "The name under which the spans appear."),
    OTEL_RESOURCE_ATTRIBUTES("", "name=value pairs with commas between them, added to all spans."),
    OTEL_TRACES_SAMPLER(
            "parentbased_always_on",
            "always_on, always_off, traceidratio, or one of these after parentbased_, which follows the client's word."),
    OTEL_TRACES_SAMPLER_ARG("1.0", "The share of traces for traceidratio."),
    OTEL_PROPAGATORS("tracecontext,baggage", "How clients hand their traces over; tracecontext is W3C's."),
    OTEL_BSP_SCHEDULE_DELAY("5000", "How many milliseconds spans are gathered before they are sent.");

    private final String fallback;
    private final String note;

    TracingVariable(String fallback, String note) {
        this.fallback = fallback;
        this.note = note;
    }

    public String fallback() {
        return fallback;
    }

    public String note() {
        return note;
    }
}
