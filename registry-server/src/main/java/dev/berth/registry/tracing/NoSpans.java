package dev.berth.registry.tracing;

import dev.berth.registry.netty.traffic.ArrivedRequest;
import dev.berth.registry.netty.traffic.FinishedRequest;
import dev.berth.registry.storage.Storage;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;

/// Traces switched off. Leads to no class of OpenTelemetry.
final class NoSpans implements Spans {
    private static final Trace NONE = new Trace() {
        @Override
        public String id() {
            return "";
        }

        @Override
        public void finished(FinishedRequest request) {}
    };

    @Override
    public Trace started(ArrivedRequest request) {
        return NONE;
    }

    @Override
    public void enter(HttpRequest<?> request, MutablePropagatedContext context) {}

    @Override
    public Storage follow(Storage storage) {
        return storage;
    }

    @Override
    public void close() {}
}
