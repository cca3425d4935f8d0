package dev.berth.registry.auth;

import dev.berth.registry.configuration.ConfigurationNode;
import java.nio.file.Path;
import java.util.Optional;

/// Who may come in, and whether anything may be changed.
public record AccessConfig(Optional<HtpasswdConfig> htpasswd, boolean readOnly) {

    /// The user file and the realm named in the challenge.
    public record HtpasswdConfig(Path path, String realm) {}

    public static AccessConfig from(ConfigurationNode root) {
        return new AccessConfig(htpasswd(root), root.bool("storage.maintenance.readonly.enabled", false));
    }

    private static Optional<HtpasswdConfig> htpasswd(ConfigurationNode root) {
        if (!root.has("auth.htpasswd")) {
            return Optional.empty();
        }
        ConfigurationNode htpasswd = root.section("auth.htpasswd");
        String path = htpasswd.string("path", "");
        if (path.isEmpty()) {
            throw htpasswd.wrong("path", "is missing; name a file of user:bcrypt lines");
        }
        String realm = htpasswd.string("realm", "Registry Realm");
        if (realm.chars().anyMatch(c -> c < ' ' || c > '~' || c == '"' || c == '\\')) {
            throw htpasswd.wrong("realm", "must be plain ASCII without quotes and backslashes");
        }
        return Optional.of(new HtpasswdConfig(Path.of(path), realm));
    }
}
