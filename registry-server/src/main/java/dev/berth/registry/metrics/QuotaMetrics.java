package dev.berth.registry.metrics;

import dev.berth.registry.quotas.QuotaUse;
import dev.berth.registry.quotas.Quotas;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import java.util.function.ToLongFunction;

/// Tells how each quota stands. Not a number until it was counted.
@Context
final class QuotaMetrics {

    QuotaMetrics(MeterRegistry meters, Quotas quotas) {
        for (String name : quotas.names()) {
            Metric.QUOTA_USED_BYTES.gauge(meters, quotas, known -> read(known, name, QuotaUse::usedBytes), name);
            Metric.QUOTA_LIMIT_BYTES.gauge(meters, quotas, known -> read(known, name, QuotaUse::limitBytes), name);
            Metric.QUOTA_USED_TAGS.gauge(meters, quotas, known -> read(known, name, QuotaUse::usedTags), name);
            Metric.QUOTA_LIMIT_TAGS.gauge(meters, quotas, known -> read(known, name, QuotaUse::limitTags), name);
            Metric.QUOTA_REFUSALS.count(meters, quotas, known -> known.refusals(name), name);
        }
    }

    private static double read(Quotas quotas, String name, ToLongFunction<QuotaUse> part) {
        return quotas.uses().stream()
                .filter(use -> use.name().equals(name))
                .mapToDouble(use -> (double) part.applyAsLong(use))
                .findFirst()
                .orElse(Double.NaN);
    }
}
