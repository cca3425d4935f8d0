package dev.berth.registry.metrics;

import dev.berth.registry.netty.traffic.Endpoint;
import dev.berth.registry.netty.traffic.FinishedRequest;
import dev.berth.registry.netty.traffic.RequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts requests by endpoint, method and status, with their time and bytes.
@Singleton
final class RequestMetrics implements RequestObserver {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS");
    private final MeterRegistry meters;
    private final AtomicInteger inFlight = new AtomicInteger();

    RequestMetrics(MeterRegistry meters) {
        this.meters = meters;
        Metric.HTTP_IN_FLIGHT.gauge(meters, inFlight, AtomicInteger::get);
    }

    @Override
    public void started() {
        inFlight.incrementAndGet();
    }

    @Override
    public void finished(FinishedRequest request) {
        inFlight.decrementAndGet();
        String handler = Endpoint.of(request.path()).label();
        String method = method(request.method());
        Metric.HTTP_REQUESTS
                .counter(meters, handler, method, Integer.toString(request.status()))
                .increment();
        Metric.HTTP_REQUEST_DURATION.timer(meters, handler, method).record(request.duration());
        Metric.HTTP_REQUEST_BYTES.counter(meters, handler, method).increment((double) request.requestBytes());
        Metric.HTTP_RESPONSE_BYTES.counter(meters, handler, method).increment((double) request.responseBytes());
    }

    private static String method(String method) {
        return METHODS.contains(method) ? method.toLowerCase(Locale.ROOT) : "other";
    }
}
