package dev.berth.registry.tracing;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.netty.traffic.ArrivedRequest;
import dev.berth.registry.storage.Storage;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.util.concurrent.TimeUnit;

/// Spans by the SDK. A request's span begins and ends next to the wire; in between the request itself carries it, in
/// the header that programs use among themselves.
final class OpenTelemetrySpans implements Spans {
    private static final TextMapPropagator INSIDE = W3CTraceContextPropagator.getInstance();
    private static final int FLUSH_SECONDS = 5;
    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final TextMapPropagator outside;

    private OpenTelemetrySpans(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer("dev.berth.registry");
        this.outside = sdk.getPropagators().getTextMapPropagator();
    }

    static OpenTelemetrySpans start(TracingConfig config) {
        ExporterLog.silence();
        try {
            return new OpenTelemetrySpans(AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesCustomizer(_ -> config.properties())
                    .addResourceCustomizer((resource, _) -> ServiceName.of(resource))
                    .addSpanExporterCustomizer((exporter, _) -> new WatchedExporter(exporter))
                    .build()
                    .getOpenTelemetrySdk());
        } catch (io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException | IllegalArgumentException e) {
            throw new ConfigurationException("An OTEL_ variable cannot be used: " + e.getMessage());
        }
    }

    @Override
    public Trace started(ArrivedRequest request) {
        Context from = outside.extract(Context.root(), request, RequestHeaders.OF_ARRIVED);
        Span span = tracer.spanBuilder("request")
                .setSpanKind(SpanKind.SERVER)
                .setParent(from)
                .startSpan();
        INSIDE.inject(Context.root().with(span), request, RequestHeaders.SET);
        return new RequestSpan(span);
    }

    @Override
    public void enter(HttpRequest<?> request, MutablePropagatedContext context) {
        Context entered = INSIDE.extract(Context.root(), request, RequestHeaders.OF_ENTERED);
        context.add(new SpanContextElement(entered));
    }

    @Override
    public Storage follow(Storage storage) {
        return StorageSpans.around(storage, tracer);
    }

    @Override
    public void close() {
        sdk.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    /// The name that stands where the user gave none.
    private static final class ServiceName {
        private static final AttributeKey<String> KEY = AttributeKey.stringKey("service.name");

        private ServiceName() {}

        static Resource of(Resource resource) {
            String name = String.valueOf(resource.getAttribute(KEY));
            return name.startsWith("unknown_service")
                    ? resource.toBuilder().put(KEY, "berth-registry").build()
                    : resource;
        }
    }
}
