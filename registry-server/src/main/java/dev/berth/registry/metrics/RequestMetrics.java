package dev.berth.registry.metrics;

import dev.berth.registry.netty.traffic.FinishedRequest;
import dev.berth.registry.netty.traffic.RequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts requests by endpoint, method and status, with their time and bytes.
@Singleton
final class RequestMetrics implements RequestObserver {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] STEPS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1)
    };
    private final MeterRegistry meters;
    private final AtomicInteger inFlight = new AtomicInteger();

    RequestMetrics(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("registry_http_in_flight_requests", inFlight);
    }

    @Override
    public void started() {
        inFlight.incrementAndGet();
    }

    @Override
    public void finished(FinishedRequest request) {
        inFlight.decrementAndGet();
        Tags endpoint = Tags.of(
                Tag.of("handler", Endpoint.of(request.path()).label()),
                Tag.of(
                        "method",
                        METHODS.contains(request.method())
                                ? request.method().toLowerCase(java.util.Locale.ROOT)
                                : "other"));
        meters.counter("registry_http_requests_total", endpoint.and("code", Integer.toString(request.status())))
                .increment();
        Timer.builder("registry_http_request_duration_seconds")
                .tags(endpoint)
                .serviceLevelObjectives(STEPS)
                .register(meters)
                .record(request.duration());
        meters.counter("registry_http_request_bytes_total", endpoint).increment((double) request.requestBytes());
        meters.counter("registry_http_response_bytes_total", endpoint).increment((double) request.responseBytes());
    }
}
