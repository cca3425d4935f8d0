package dev.berth.operator.tls;

import dev.berth.api.v1alpha1.SecretReference;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.Secret;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;

/// The certificate of a user's Secret, taken over only when a server could use it.
final class UserCertificate {
    private UserCertificate() {}

    static Certificates resolve(RegistryPlan plan, SecretReader secrets, Clock clock) {
        SecretReference reference = plan.spec().tls().secretRef();
        if (reference == null) {
            return problem("SecretMissing", "spec.tls.secretRef is missing; name a Secret of type kubernetes.io/tls");
        }
        Secret secret = secrets.referenced(reference.name()).orElse(null);
        if (secret == null) {
            return problem(
                    "SecretNotFound",
                    "Secret " + reference.name() + " of spec.tls.secretRef does not exist; create it with"
                            + " `kubectl create secret tls`");
        }
        return check(reference.name(), secret, clock.instant());
    }

    private static Certificates check(String name, Secret secret, Instant now) {
        String certificate = SecretReader.text(secret, Server.CERTIFICATE_KEY);
        String key = SecretReader.text(secret, Server.PRIVATE_KEY_KEY);
        if (certificate == null || key == null) {
            return problem(
                    "SecretIncomplete", "Secret " + name + " of spec.tls.secretRef needs the keys tls.crt and tls.key");
        }
        try {
            KeyedCertificate found = KeyedCertificate.parse(certificate, key);
            if (!found.keyMatches()) {
                return problem(
                        "KeyMismatch",
                        "tls.key of Secret " + name + " is not the key of its tls.crt; put both files of one"
                                + " certificate into the Secret");
            }
            if (found.notAfter().isBefore(now)) {
                return problem(
                        "CertificateExpired",
                        "the certificate in Secret " + name + " expired at " + found.notAfter()
                                + "; put a renewed one into the Secret");
            }
            return new Certificates(
                    new Certificates.Files(
                            certificate, Pem.write(found.key()), SecretReader.text(secret, Server.AUTHORITY_KEY)),
                    null,
                    found.notAfter(),
                    null);
        } catch (GeneralSecurityException e) {
            return problem(
                    "CertificateInvalid",
                    "Secret " + name + " of spec.tls.secretRef: tls.crt and tls.key must be PEM; " + e.getMessage());
        }
    }

    private static Certificates problem(String reason, String message) {
        return Certificates.withProblem(
                new Problem(Aspect.CERTIFICATE, reason, message + ". The certificate in use stays in force"));
    }
}
