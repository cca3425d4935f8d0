package dev.berth.registry.auth.htpasswd;

import dev.berth.registry.configuration.ConfigurationNode;
import java.nio.file.Path;
import java.util.Optional;

/// The user file and the realm named in the challenge.
public record HtpasswdConfig(Path path, String realm) {

    public static Optional<HtpasswdConfig> from(ConfigurationNode root) {
        if (!root.has("auth.htpasswd")) {
            return Optional.empty();
        }
        ConfigurationNode htpasswd = root.section("auth.htpasswd");
        String path = htpasswd.string("path", "");
        if (path.isEmpty()) {
            throw htpasswd.wrong("path", "is missing; name a file of user:bcrypt lines");
        }
        String realm = htpasswd.string("realm", "Registry Realm");
        if (!isQuotable(realm)) {
            throw htpasswd.wrong("realm", "must be plain ASCII without quotes and backslashes");
        }
        return Optional.of(new HtpasswdConfig(Path.of(path), realm));
    }

    private static boolean isQuotable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
    }
}
