package dev.berth.registry.tracing;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Enters a request's span before all else that looks at the request.
@ServerFilter(Filter.MATCH_ALL_PATTERN)
@Order(TracingFilter.BEFORE_ACCESS)
final class TracingFilter {
    static final int BEFORE_ACCESS = -200;
    private final Spans spans;

    TracingFilter(Spans spans) {
        this.spans = spans;
    }

    @RequestFilter
    void enter(HttpRequest<?> request, MutablePropagatedContext context) {
        spans.enter(request, context);
    }
}
