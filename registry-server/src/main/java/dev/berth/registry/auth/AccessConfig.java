package dev.berth.registry.auth;

import dev.berth.registry.auth.htpasswd.HtpasswdConfig;
import dev.berth.registry.auth.token.ExternalTokenConfig;
import dev.berth.registry.configuration.ConfigurationNode;
import java.util.Optional;

/// Who may come in, and whether anything may be changed. With `ownTokens` users get tokens here, which clients need
/// where some content is open to all.
public record AccessConfig(
        Optional<HtpasswdConfig> htpasswd,
        Optional<ExternalTokenConfig> externalTokens,
        boolean ownTokens,
        boolean readOnly) {

    public static AccessConfig openToAll() {
        return new AccessConfig(Optional.empty(), Optional.empty(), false, false);
    }

    public static AccessConfig from(ConfigurationNode root) {
        AccessConfig config = new AccessConfig(
                HtpasswdConfig.from(root),
                ExternalTokenConfig.from(root),
                root.has("berth.access"),
                root.bool("storage.maintenance.readonly.enabled", false));
        if (config.htpasswd.isPresent() && config.externalTokens.isPresent()) {
            throw root.wrong("auth", "must name one way to log in, htpasswd or token");
        }
        if (config.ownTokens && config.htpasswd.isEmpty()) {
            throw root.wrong("berth.access", "needs users of its own; set auth.htpasswd");
        }
        return config;
    }
}
