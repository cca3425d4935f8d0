package dev.berth.registry.metrics;

import dev.berth.registry.auth.Users;
import dev.berth.registry.tls.ServerCertificate;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import java.util.Optional;

/// Tells how long the certificate is good for, and how often a new certificate or user file was refused.
@Context
final class CredentialMetrics {

    CredentialMetrics(MeterRegistry meters, Optional<ServerCertificate> certificate, Optional<Users> users) {
        certificate.ifPresent(used -> {
            Gauge.builder(
                            "registry_tls_certificate_not_after_timestamp_seconds",
                            used,
                            c -> c.notAfter().getEpochSecond())
                    .register(meters);
            failures(meters, "certificate", used, c -> c.failures());
        });
        users.ifPresent(known -> failures(meters, "htpasswd", known, u -> u.failures()));
    }

    private static <T> void failures(
            MeterRegistry meters, String file, T subject, java.util.function.ToDoubleFunction<T> count) {
        FunctionCounter.builder("registry_reload_failures_total", subject, count)
                .tag("file", file)
                .register(meters);
    }
}
