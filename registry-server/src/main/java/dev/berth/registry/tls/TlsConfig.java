package dev.berth.registry.tls;

import dev.berth.registry.configuration.ConfigurationNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the certificate and key are, which protocols and cipher suites are offered, and which clients are trusted.
public record TlsConfig(
        Path certificate, Path key, List<String> protocols, List<String> cipherSuites, Optional<Clients> clients) {
    private static final List<String> FROM_1_2 = List.of("TLSv1.3", "TLSv1.2");
    private static final List<String> FROM_1_3 = List.of("TLSv1.3");

    /// The authorities that sign clients' certificates, and whether a client must have one.
    public record Clients(List<Path> authorities, boolean required) {}

    /// Empty when neither certificate nor key is named: plain HTTP.
    public static Optional<TlsConfig> from(ConfigurationNode root) {
        ConfigurationNode tls = root.section("http.tls");
        Optional<Path> certificate = path(tls, "certificate");
        Optional<Path> key = path(tls, "key");
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TlsConfig(
                certificate.orElseThrow(() -> tls.wrong("certificate", "is missing beside http.tls.key")),
                key.orElseThrow(() -> tls.wrong("key", "is missing beside http.tls.certificate")),
                protocols(tls),
                tls.strings("ciphersuites"),
                clients(tls)));
    }

    private static Optional<Clients> clients(ConfigurationNode tls) {
        List<Path> authorities = tls.strings("clientcas").stream().map(Path::of).toList();
        String mode = tls.string("clientauth", "require-and-verify-client-cert");
        boolean required = switch (mode) {
            case "require-and-verify-client-cert" -> true;
            case "verify-client-cert-if-given" -> false;
            default ->
                throw tls.wrong(
                        "clientauth",
                        "must be require-and-verify-client-cert or verify-client-cert-if-given, since a certificate that"
                                + " is not verified tells nothing; not \"" + mode + "\"");
        };
        return authorities.isEmpty() ? Optional.empty() : Optional.of(new Clients(authorities, required));
    }

    private static Optional<Path> path(ConfigurationNode tls, String key) {
        return tls.string(key).filter(text -> !text.isEmpty()).map(Path::of);
    }

    private static List<String> protocols(ConfigurationNode tls) {
        String minimum = tls.string("minimumtls", "tls1.2");
        return switch (minimum) {
            case "tls1.2" -> FROM_1_2;
            case "tls1.3" -> FROM_1_3;
            default -> throw tls.wrong("minimumtls", "must be tls1.2 or tls1.3, not \"" + minimum + "\"");
        };
    }
}
