package dev.berth.registry.maintenance;

import dev.berth.registry.configuration.ConfigurationNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The file with the token of the maintenance API; without one there is no such API.
public record MaintenanceConfig(Optional<Path> tokenFile) {

    public static MaintenanceConfig from(ConfigurationNode root) {
        Optional<Path> file = root.string("berth.maintenance.tokenfile")
                .filter(text -> !text.isEmpty())
                .map(Path::of);
        file.filter(path -> !Files.isReadable(path)).ifPresent(path -> {
            throw root.wrong(
                    "berth.maintenance.tokenfile",
                    "names " + path + ", which cannot be read; create it or remove the key");
        });
        return new MaintenanceConfig(file);
    }
}
