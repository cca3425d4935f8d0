package dev.berth.registry;

import dev.berth.registry.auth.AccessConfig;
import dev.berth.registry.auth.htpasswd.Users;
import dev.berth.registry.auth.token.ExternalTokens;
import dev.berth.registry.auth.token.OwnTokens;
import dev.berth.registry.auth.token.SharedSecret;
import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.configuration.FileWatch;
import dev.berth.registry.http.LocationConfig;
import dev.berth.registry.http.Locations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The users and tokens that the settings ask for, read from their files.
final class Authenticators {
    private static final Logger LOG = LoggerFactory.getLogger(Authenticators.class);

    private Authenticators() {}

    static List<Object> of(ConfigurationNode root, FileWatch files) {
        AccessConfig config = AccessConfig.from(root);
        Locations locations = new Locations(LocationConfig.from(root));
        List<Object> all = new ArrayList<>();
        config.htpasswd().ifPresent(htpasswd -> all.add(Users.load(htpasswd, files)));
        config.externalTokens()
                .ifPresent(outside -> all.add(ExternalTokens.load(outside, files, Clock.systemUTC(), locations)));
        if (config.ownTokens()) {
            all.add(ownTokens(SharedSecret.from(root), files, locations));
        }
        return List.copyOf(all);
    }

    private static OwnTokens ownTokens(SharedSecret secret, FileWatch files, Locations locations) {
        OwnTokens tokens = new OwnTokens(secret.key(), Clock.systemUTC(), locations);
        secret.file().ifPresent(file -> files.watch(List.of(file), () -> replaceKey(tokens, secret)));
        return tokens;
    }

    private static void replaceKey(OwnTokens tokens, SharedSecret secret) {
        try {
            tokens.use(secret.key());
            LOG.info("New key of tokens in use");
        } catch (ConfigurationException e) {
            LOG.error("The old key of tokens stays in use: {}", e.getMessage());
        }
    }
}
