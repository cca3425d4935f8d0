package dev.berth.operator.tls;

import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import java.security.GeneralSecurityException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Finds the certificate a plan asks for. It is good for the Service's address, so the Service is best made before.
public record CertificateSource(
        RegistryPlan plan, SecretReader secrets, @Nullable Service service, Clock clock) {
    public Certificates resolve() {
        return switch (plan.spec().tls().mode()) {
            case DISABLED -> Certificates.NONE;
            case SECRET -> UserCertificate.resolve(plan, secrets, clock);
            case SELF_SIGNED -> selfSigned();
        };
    }

    private Certificates selfSigned() {
        try {
            KeyedCertificate authority = authority();
            KeyedCertificate leaf = leaf(authority);
            String authorityText = Pem.write(authority.leaf());
            return new Certificates(
                    new Certificates.Files(Pem.write(leaf.leaf()), Pem.write(leaf.key()), authorityText),
                    new Certificates.AuthorityFiles(authorityText, Pem.write(authority.key())),
                    leaf.notAfter(),
                    null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate could not be made", e);
        }
    }

    private KeyedCertificate authority() throws GeneralSecurityException {
        KeyedCertificate known =
                stored(plan.names().authority(), AuthoritySecret.CERTIFICATE_KEY, AuthoritySecret.PRIVATE_KEY_KEY);
        boolean outlivesLeaf =
                known != null && known.notAfter().isAfter(clock.instant().plus(Authority.LEAF_LIFETIME));
        return known != null && outlivesLeaf
                ? known
                : Authority.create(plan.names().base() + "." + plan.names().namespace(), clock.instant());
    }

    private KeyedCertificate leaf(KeyedCertificate authority) throws GeneralSecurityException {
        AlternativeNames names = AlternativeNames.of(plan, service);
        KeyedCertificate known = stored(plan.names().certificate(), Server.CERTIFICATE_KEY, Server.PRIVATE_KEY_KEY);
        boolean good = known != null
                && signedBy(known, authority)
                && AlternativeNames.of(known.leaf()).equals(names)
                && known.notAfter().minus(Authority.LEAF_LIFETIME.dividedBy(3)).isAfter(clock.instant());
        return known != null && good ? known : Authority.issue(authority, names, clock.instant());
    }

    private static boolean signedBy(KeyedCertificate leaf, KeyedCertificate authority) {
        try {
            leaf.leaf().verify(authority.leaf().getPublicKey());
            return leaf.chain().size() == 1;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private @Nullable KeyedCertificate stored(String name, String certificateKey, String keyKey) {
        Secret secret = secrets.owned(name).orElse(null);
        String certificate = SecretReader.text(secret, certificateKey);
        String key = SecretReader.text(secret, keyKey);
        if (certificate == null || key == null) {
            return null;
        }
        try {
            KeyedCertificate found = KeyedCertificate.parse(certificate, key);
            return found.keyMatches() ? found : null;
        } catch (GeneralSecurityException _) {
            return null;
        }
    }
}
