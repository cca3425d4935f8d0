package dev.berth.registry.auth;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/// Whom a client's certificate names: the common name of its subject. RFC 4514.
final class CertificateName {
    private CertificateName() {}

    static Optional<String> of(Certificate certificate) {
        return certificate instanceof X509Certificate x509
                ? commonName(x509.getSubjectX500Principal().getName())
                : Optional.empty();
    }

    private static Optional<String> commonName(String subject) {
        try {
            return new LdapName(subject)
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .filter(name -> !name.isBlank())
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
