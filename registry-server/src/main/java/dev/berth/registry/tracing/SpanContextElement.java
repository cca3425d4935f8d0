package dev.berth.registry.tracing;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Goes with a request from thread to thread: each finds the span, and its log lines name the trace.
record SpanContextElement(Context context) implements ThreadPropagatedContextElement<Scope> {
    private static final String TRACE = "trace_id";

    @Override
    @SuppressWarnings("MustBeClosedChecker") // restoreThreadContext closes it.
    public Scope updateThreadContext() {
        MDC.put(TRACE, Span.fromContext(context).getSpanContext().getTraceId());
        return context.makeCurrent();
    }

    @Override
    public void restoreThreadContext(@Nullable Scope before) {
        MDC.remove(TRACE);
        if (before != null) {
            before.close();
        }
    }
}
