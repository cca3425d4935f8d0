package dev.berth.registry.metrics;

import dev.berth.registry.auth.htpasswd.Users;
import dev.berth.registry.tls.ServerCertificate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import java.util.Optional;

/// Tells how long the certificate is good for, and how often a new certificate or user file was refused.
@Context
final class CredentialMetrics {

    CredentialMetrics(MeterRegistry meters, Optional<ServerCertificate> certificate, Optional<Users> users) {
        certificate.ifPresent(used -> {
            Metric.CERTIFICATE_NOT_AFTER.gauge(meters, used, c -> c.notAfter().getEpochSecond());
            Metric.RELOAD_FAILURES.count(meters, used, c -> c.failures(), "certificate");
        });
        users.ifPresent(known -> Metric.RELOAD_FAILURES.count(meters, known, u -> u.failures(), "htpasswd"));
    }
}
