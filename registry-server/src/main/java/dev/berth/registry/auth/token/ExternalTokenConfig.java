package dev.berth.registry.auth.token;

import com.nimbusds.jose.JWSAlgorithm;
import dev.berth.registry.configuration.ConfigurationNode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An outside token service and how its tokens are known: `auth.token`. The realm is a fixed address, or a path of
/// the registry's own.
public record ExternalTokenConfig(String realm, String service, String issuer, Keys keys) {
    /// Those of public keys: a shared secret in a file of certificates would be none.
    private static final Set<JWSAlgorithm> SIGNATURES = Stream.of(
                    JWSAlgorithm.Family.RSA, JWSAlgorithm.Family.EC, EdwardsKeys.SIGNATURES)
            .flatMap(Set::stream)
            .filter(algorithm -> !algorithm.equals(JWSAlgorithm.ES256K))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    private static final String USUAL_PATH = "/auth/token";

    /// The files with the keys, and the algorithms that may be used with them.
    public record Keys(Optional<Path> certificates, Optional<Path> jwks, Set<JWSAlgorithm> algorithms) {
        List<Path> files() {
            return Stream.concat(certificates.stream(), jwks.stream()).toList();
        }
    }

    public static Optional<ExternalTokenConfig> from(ConfigurationNode root) {
        return root.has("auth.token") ? Optional.of(read(root.section("auth.token"))) : Optional.empty();
    }

    private static ExternalTokenConfig read(ConfigurationNode token) {
        String realm = token.bool("autoredirect", false)
                ? token.string("autoredirectpath", USUAL_PATH)
                : required(token, "realm");
        return new ExternalTokenConfig(realm, required(token, "service"), required(token, "issuer"), keys(token));
    }

    private static Keys keys(ConfigurationNode token) {
        Optional<Path> certificates = file(token, "rootcertbundle");
        Optional<Path> jwks = file(token, "jwks");
        if (certificates.isEmpty() && jwks.isEmpty()) {
            throw token.wrong("rootcertbundle", "is missing; name a file of PEM certificates here, or of keys in jwks");
        }
        return new Keys(certificates, jwks, algorithms(token));
    }

    private static Set<JWSAlgorithm> algorithms(ConfigurationNode token) {
        List<String> names = token.strings("signingalgorithms");
        if (names.isEmpty()) {
            return SIGNATURES;
        }
        return names.stream()
                .map(name -> SIGNATURES.stream()
                        .filter(known -> known.getName().equals(name))
                        .findFirst()
                        .orElseThrow(() -> token.wrong(
                                "signingalgorithms", "must be of " + SIGNATURES + ", not \"" + name + "\"")))
                .collect(Collectors.toSet());
    }

    private static Optional<Path> file(ConfigurationNode token, String key) {
        return token.string(key).filter(text -> !text.isEmpty()).map(Path::of);
    }

    private static String required(ConfigurationNode token, String key) {
        String text = token.string(key, "");
        if (text.isEmpty()) {
            throw token.wrong(key, "is missing");
        }
        if (!text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\')) {
            throw token.wrong(key, "must be plain ASCII without spaces, quotes and backslashes");
        }
        return text;
    }
}
