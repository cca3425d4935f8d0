package dev.berth.registry;

import dev.berth.registry.auth.AccessConfig;
import dev.berth.registry.auth.htpasswd.Users;
import dev.berth.registry.auth.token.ExternalTokens;
import dev.berth.registry.auth.token.OwnTokens;
import dev.berth.registry.auth.token.SharedSecret;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.configuration.FileWatch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// The users and tokens that the settings ask for, read from their files.
final class Authenticators {
    private Authenticators() {}

    static List<Object> of(ConfigurationNode root, FileWatch files) {
        AccessConfig config = AccessConfig.from(root);
        List<Object> all = new ArrayList<>();
        config.htpasswd().ifPresent(htpasswd -> all.add(Users.load(htpasswd, files)));
        config.externalTokens().ifPresent(outside -> all.add(ExternalTokens.load(outside, files, Clock.systemUTC())));
        if (config.ownTokens()) {
            all.add(OwnTokens.signedWith(SharedSecret.from(root), files, Clock.systemUTC()));
        }
        return List.copyOf(all);
    }
}
