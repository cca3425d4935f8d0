package dev.berth.registry.notifications;

import dev.berth.registry.metrics.Metric;
import dev.berth.registry.notifications.Outcome.Answered;
import dev.berth.registry.notifications.Outcome.Unreached;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpStatus;

/// Counts for one endpoint, under distribution's names.
final class EndpointMetrics {
    private final MeterRegistry meters;
    private final String endpoint;

    EndpointMetrics(MeterRegistry meters, String endpoint, EventQueue queue) {
        this.meters = meters;
        this.endpoint = endpoint;
        Metric.NOTIFICATION_PENDING.gauge(meters, queue, EventQueue::pending, endpoint);
        Metric.NOTIFICATION_EVENTS.count(meters, queue, EventQueue::dropped, "Dropped", endpoint);
    }

    void queued() {
        count("Events");
    }

    void attempted(Outcome outcome) {
        switch (outcome) {
            case Answered answer -> {
                count(answer.isTaken() ? "Successes" : "Failures");
                Metric.NOTIFICATION_STATUS
                        .counter(meters, status(answer.status()), endpoint)
                        .increment();
            }
            case Unreached _ -> count("Errors");
        }
    }

    private void count(String type) {
        Metric.NOTIFICATION_EVENTS.counter(meters, type, endpoint).increment();
    }

    private static String status(int code) {
        try {
            return code + " " + HttpStatus.valueOf(code).getReason();
        } catch (IllegalArgumentException _) {
            return Integer.toString(code);
        }
    }
}
