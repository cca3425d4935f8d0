package dev.berth.registry.tracing;

import dev.berth.registry.netty.traffic.ArrivedRequest;
import io.micronaut.http.HttpRequest;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;

/// How the SDK reads and writes the headers of a request.
final class RequestHeaders {
    static final TextMapGetter<ArrivedRequest> OF_ARRIVED =
            (request, name) -> request == null ? null : request.header(name);

    static final TextMapGetter<HttpRequest<?>> OF_ENTERED =
            (request, name) -> request == null ? null : request.getHeaders().get(name);

    static final TextMapSetter<ArrivedRequest> SET = (request, name, value) -> {
        if (request != null) {
            request.setHeader(name, value);
        }
    };

    private RequestHeaders() {}
}
