package dev.berth.registry.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.X509CertChainUtils;
import dev.berth.registry.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The keys that an outside token service may sign with: known by their names, or by certificates that a trusted one
/// has signed. Distribution's rules for `kid` and `x5c`.
record TrustedKeys(Map<String, PublicKey> named, List<X509Certificate> roots) {

    /// Throws [ConfigurationException] when a file can't be used.
    static TrustedKeys read(ExternalTokenConfig.Keys files) {
        Map<String, PublicKey> named = new HashMap<>();
        List<X509Certificate> roots =
                files.certificates().map(TrustedKeys::certificates).orElse(List.of());
        roots.forEach(root -> KeyNames.of(root.getPublicKey()).forEach(name -> named.put(name, root.getPublicKey())));
        files.jwks().ifPresent(file -> keySet(file).getKeys().forEach(key -> put(named, key, file)));
        return new TrustedKeys(Map.copyOf(named), roots);
    }

    /// The key a token claims to be signed with, if it is trusted.
    Optional<PublicKey> keyOf(JWSHeader header) {
        List<Base64> chain = header.getX509CertChain();
        return chain == null || chain.isEmpty() ? named(header.getKeyID()) : signedByRoot(chain);
    }

    private Optional<PublicKey> named(@Nullable String name) {
        return Optional.ofNullable(name).map(named::get);
    }

    private Optional<PublicKey> signedByRoot(List<Base64> encoded) {
        try {
            List<X509Certificate> chain = X509CertChainUtils.parse(encoded);
            var anchors =
                    roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
            if (anchors.isEmpty() || chain.isEmpty()) {
                return Optional.empty();
            }
            var parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            var path = CertificateFactory.getInstance("X.509").generateCertPath(withoutRoots(chain));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return Optional.of(chain.getFirst().getPublicKey());
        } catch (ParseException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /// A path ends before its anchor; services send the whole chain. A leaf that is itself trusted stays.
    private List<X509Certificate> withoutRoots(List<X509Certificate> chain) {
        return chain.size() == 1
                ? chain
                : chain.stream().filter(each -> !roots.contains(each)).toList();
    }

    private static List<X509Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new ConfigurationException("auth.token.rootcertbundle names " + file + ", which holds none");
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException("auth.token.rootcertbundle names " + file
                    + ", which cannot be read as PEM certificates: " + e.getMessage());
        }
    }

    private static JWKSet keySet(Path file) {
        try {
            return JWKSet.parse(Files.readString(file));
        } catch (IOException | ParseException e) {
            throw new ConfigurationException(
                    "auth.token.jwks names " + file + ", which cannot be read as a key set: " + e.getMessage());
        }
    }

    private static void put(Map<String, PublicKey> named, JWK key, Path file) {
        try {
            if (key.getKeyID() != null && key instanceof OctetKeyPair edwards) {
                named.put(key.getKeyID(), EdwardsKeys.of(edwards));
            } else if (key.getKeyID() != null && key instanceof AsymmetricJWK asymmetric) {
                named.put(key.getKeyID(), asymmetric.toPublicKey());
            }
        } catch (JOSEException e) {
            throw new ConfigurationException(
                    "auth.token.jwks names " + file + ", of which a key cannot be used: " + e.getMessage());
        }
    }
}
