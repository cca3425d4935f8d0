package dev.berth.registry.auth;

import dev.berth.registry.auth.htpasswd.HtpasswdConfig;
import dev.berth.registry.auth.token.ExternalTokenConfig;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.tls.TlsConfig;
import java.util.Optional;

/// Who may come in, and whether anything may be changed. With `ownTokens` users get tokens here, which clients need
/// where some content is open to all; with
/// `clientCertificates` a client is who its certificate says.
public record AccessConfig(
        Optional<HtpasswdConfig> htpasswd,
        Optional<ExternalTokenConfig> externalTokens,
        boolean ownTokens,
        boolean clientCertificates,
        boolean readOnly) {

    public static AccessConfig openToAll() {
        return new AccessConfig(Optional.empty(), Optional.empty(), false, false, false);
    }

    public static AccessConfig from(ConfigurationNode root) {
        AccessConfig config = new AccessConfig(
                HtpasswdConfig.from(root),
                ExternalTokenConfig.from(root),
                root.has("berth.access") && root.has("auth.htpasswd"),
                TlsConfig.from(root)
                        .flatMap(TlsConfig::clients)
                        .filter(clients -> clients.required() || root.has("berth.access"))
                        .isPresent(),
                root.bool("storage.maintenance.readonly.enabled", false));
        if (config.htpasswd.isPresent() && config.externalTokens.isPresent()) {
            throw root.wrong("auth", "must name one way to log in, htpasswd or token");
        }
        if (root.has("berth.access") && config.htpasswd.isEmpty() && !config.clientCertificates) {
            throw root.wrong("berth.access", "needs users of its own; set auth.htpasswd or http.tls.clientcas");
        }
        return config;
    }
}
