package dev.berth.registry.notifications;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.configuration.ListenAddress;
import dev.berth.registry.notifications.EndpointConfig.Extras;
import dev.berth.registry.tls.TrustedServers;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whom to tell of events, in how much detail, and how many may wait. The port is that of the registry.
public record NotificationsConfig(boolean includeReferences, int queueLimit, int port, List<EndpointConfig> endpoints) {
    private static final String ENDPOINTS = "notifications.endpoints";
    private static final String CLOUD_EVENTS = "berth.notifications.cloudevents";
    private static final String AUTHORITIES = "berth.notifications.rootcas";
    private static final int USUAL_LIMIT = 10_000;
    private static final int USUAL_PORT = 5000;

    public static NotificationsConfig none() {
        return new NotificationsConfig(false, USUAL_LIMIT, USUAL_PORT, List.of());
    }

    public static NotificationsConfig from(ConfigurationNode root) {
        return new NotificationsConfig(
                root.bool("notifications.events.includereferences", false),
                root.count("berth.notifications.queuelimit", USUAL_LIMIT),
                ListenAddress.from(root, "http.addr").map(ListenAddress::port).orElse(USUAL_PORT),
                endpoints(root));
    }

    private static List<Path> authorities(ConfigurationNode root) {
        List<Path> files = root.strings(AUTHORITIES).stream().map(Path::of).toList();
        try {
            TrustedServers.requireUsable(files);
            return files;
        } catch (CertificateException e) {
            throw root.wrong(AUTHORITIES, "cannot be used: " + e.getMessage());
        }
    }

    /// One that is disabled may be a draft, so only its name is looked at.
    private static List<EndpointConfig> endpoints(ConfigurationNode root) {
        Set<String> names = new HashSet<>();
        Set<String> cloudEvents = new HashSet<>(root.strings(CLOUD_EVENTS));
        List<Path> authorities = authorities(root);
        List<EndpointConfig> endpoints = new ArrayList<>();
        for (ConfigurationNode section : root.sections(ENDPOINTS)) {
            String name = section.string("name", "");
            if (!name.isEmpty() && !names.add(name)) {
                throw section.wrong("name", "\"" + name + "\" is the name of another endpoint; choose another one");
            }
            if (!section.bool("disabled", false)) {
                endpoints.add(EndpointConfig.from(section, new Extras(cloudEvents.contains(name), authorities)));
            }
        }
        cloudEvents.stream().filter(name -> !names.contains(name)).findAny().ifPresent(name -> {
            throw root.wrong(CLOUD_EVENTS, "names \"" + name + "\", which is no name in " + ENDPOINTS);
        });
        return List.copyOf(endpoints);
    }
}
