package dev.berth.registry;

import dev.berth.registry.configuration.Configuration;
import java.util.Map;

/// A registry to play with, without authentication and TLS: `DevRegistry <folder> <port>`; port 0 takes a free one.
public final class DevRegistry {

    private DevRegistry() {}

    public static void main(String[] arguments) {
        var settings = """
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: '%s'}, delete: {enabled: true}}
                http: {addr: '127.0.0.1:%s'}
                """.formatted(arguments[0], arguments[1]);
        var registry = RunningRegistry.start(Configuration.of(settings, "DevRegistry", Map.of()));
        System.out.println("listening on " + registry.address().getPort());
    }
}
