package dev.berth.registry.tracing;

import dev.berth.registry.netty.traffic.Endpoint;
import dev.berth.registry.netty.traffic.FinishedRequest;
import dev.berth.registry.netty.traffic.RequestTracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Set;

/// The span of one request, under the names of the semantic conventions for HTTP.
record RequestSpan(Span span) implements RequestTracer.Trace {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE");
    private static final int FAULT = 500;

    @Override
    public String id() {
        return span.getSpanContext().getTraceId();
    }

    /// All is said at the end, when it is known which names come from the client.
    @Override
    public void finished(FinishedRequest request) {
        Endpoint endpoint = Endpoint.of(request.path());
        String method = METHODS.contains(request.method()) ? request.method() : "_OTHER";
        span.updateName((method.equals("_OTHER") ? "HTTP" : method)
                + (endpoint.route().isEmpty() ? "" : " " + endpoint.route()));
        span.setAttribute("http.request.method", method)
                .setAttribute("http.response.status_code", request.status())
                .setAttribute("http.request.body.size", request.requestBytes())
                .setAttribute("http.response.body.size", request.responseBytes())
                .setAttribute("url.path", request.path())
                .setAttribute("client.address", request.remote())
                .setAttribute("user_agent.original", request.userAgent())
                .setAttribute("berth.request.id", request.requestId());
        optional("http.route", endpoint.route());
        optional("user.name", request.user());
        endpoint.repository(request.path()).ifPresent(name -> span.setAttribute("berth.repository", name));
        if (request.status() >= FAULT || request.status() == FinishedRequest.CLIENT_LEFT) {
            span.setAttribute("error.type", Integer.toString(request.status()));
        }
        if (request.status() >= FAULT) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private void optional(String name, String value) {
        if (!value.isEmpty()) {
            span.setAttribute(name, value);
        }
    }
}
