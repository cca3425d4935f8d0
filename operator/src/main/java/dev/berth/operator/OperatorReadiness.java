package dev.berth.operator;

import io.javaoperatorsdk.operator.Operator;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/// Ready when every informer has its cache; the one that waits to lead is ready too.
@Singleton
@Readiness
final class OperatorReadiness implements HealthIndicator {
    private final Operator operator;

    OperatorReadiness(Operator operator) {
        this.operator = operator;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        boolean ready = operator.getRuntimeInfo().isStarted()
                && operator.getRuntimeInfo().allEventSourcesAreHealthy();
        return Publishers.just(HealthResult.builder("operator", ready ? HealthStatus.UP : HealthStatus.DOWN)
                .build());
    }
}
