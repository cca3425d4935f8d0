package dev.berth.e2e.clients;

import dev.berth.e2e.cluster.Tools;
import dev.berth.e2e.process.Program;
import java.nio.file.Path;

/// The `helm` client at one registry, which it uses as a store of charts.
public final class HelmRegistry {

    private final RegistryEndpoint endpoint;
    private final Path configuration;

    public HelmRegistry(RegistryEndpoint endpoint) {
        this.endpoint = endpoint;
        this.configuration = Credentials.dockerConfig(endpoint).resolve("config.json");
    }

    /// Packs the chart folder and returns the archive.
    public Path pack(Path chart, Path folder) {
        var said = Program.of(Tools.path("helm"), "package", chart.toString(), "--destination", folder.toString())
                .run();
        return Path.of(said.substring(said.lastIndexOf(": ") + 2).strip());
    }

    public void push(Path archive, String repository) {
        helm("push", archive.toString(), "oci://" + endpoint.reference(repository))
                .run();
    }

    public void pull(String chart, String version, Path folder) {
        helm("pull", "oci://" + endpoint.reference(chart), "--version", version, "--destination", folder.toString())
                .run();
    }

    private Program helm(String... arguments) {
        return Program.of(Tools.path("helm"), arguments)
                .withArguments("--ca-file", endpoint.ca().toString(), "--registry-config", configuration.toString());
    }
}
