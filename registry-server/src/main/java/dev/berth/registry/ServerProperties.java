package dev.berth.registry;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.configuration.ListenAddress;
import dev.berth.registry.netty.ServerSettings;
import dev.berth.registry.tls.ServerCertificate;
import dev.berth.registry.tls.TlsConfig;
import dev.berth.registry.tls.TrustedClients;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The framework's own settings, made from ours: the user's file knows only distribution's keys.
final class ServerProperties {
    private static final ListenAddress USUAL = new ListenAddress(Optional.empty(), 5000);
    private static final int ANY_PORT = -1;

    private ServerProperties() {}

    static Map<String, Object> of(ConfigurationNode root, Optional<TlsConfig> tls) {
        ListenAddress address = address(root);
        int port = address.port() == 0 ? ANY_PORT : address.port();
        Map<String, Object> properties = new HashMap<>(ServerSettings.properties());
        address.host().ifPresent(host -> properties.put("micronaut.server.host", host));
        properties.put("micronaut.application.name", "berth-registry");
        properties.put(tls.isPresent() ? "micronaut.server.ssl.port" : "micronaut.server.port", port);
        tls.ifPresent(config -> put(properties, config));
        return properties;
    }

    static ListenAddress address(ConfigurationNode root) {
        return ListenAddress.from(root, "http.addr").orElse(USUAL);
    }

    private static void put(Map<String, Object> properties, TlsConfig tls) {
        properties.put("micronaut.server.ssl.enabled", true);
        properties.put("micronaut.server.ssl.key-name", ServerCertificate.NAME);
        properties.put("micronaut.server.ssl.protocols", tls.protocols());
        tls.clients().ifPresent(clients -> {
            properties.put("micronaut.server.ssl.trust-name", TrustedClients.NAME);
            properties.put("micronaut.server.ssl.client-authentication", clients.required() ? "NEED" : "WANT");
        });
        if (!tls.cipherSuites().isEmpty()) {
            properties.put("micronaut.server.ssl.ciphers", tls.cipherSuites());
        }
    }
}
