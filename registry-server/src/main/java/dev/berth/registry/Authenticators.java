package dev.berth.registry;

import dev.berth.registry.auth.AccessConfig;
import dev.berth.registry.auth.htpasswd.Users;
import dev.berth.registry.auth.token.ExternalTokens;
import dev.berth.registry.auth.token.OwnTokens;
import dev.berth.registry.auth.token.TokenKey;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.configuration.FileWatch;
import dev.berth.registry.http.LocationConfig;
import dev.berth.registry.http.Locations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// The users and tokens that the settings ask for, read from their files.
final class Authenticators {
    private Authenticators() {}

    static List<Object> of(ConfigurationNode root, FileWatch files) {
        AccessConfig config = AccessConfig.from(root);
        Locations locations = new Locations(LocationConfig.from(root));
        List<Object> all = new ArrayList<>();
        config.htpasswd().ifPresent(htpasswd -> all.add(Users.load(htpasswd, files)));
        config.externalTokens()
                .ifPresent(outside -> all.add(ExternalTokens.load(outside, files, Clock.systemUTC(), locations)));
        if (config.ownTokens()) {
            TokenKey key = TokenKey.from(root.string("http.secret"));
            all.add(new OwnTokens(key, Clock.systemUTC(), locations));
        }
        return List.copyOf(all);
    }
}
