package dev.berth.registry.tracing;

import dev.berth.registry.netty.traffic.RequestTracer;
import dev.berth.registry.storage.Storage;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;

/// Makes the spans of a request, or none.
interface Spans extends RequestTracer, AutoCloseable {

    /// From here to its answer, what is done for the request belongs to its span.
    void enter(HttpRequest<?> request, MutablePropagatedContext context);

    /// A storage each of whose actions is a span, when a request asked for it.
    Storage follow(Storage storage);

    @Override
    void close();
}
