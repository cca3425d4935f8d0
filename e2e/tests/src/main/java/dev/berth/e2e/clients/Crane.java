package dev.berth.e2e.clients;

import dev.berth.e2e.cluster.Tools;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.process.Program;
import java.nio.file.Path;

/// The `crane` client at one registry.
public final class Crane {

    private final RegistryEndpoint endpoint;
    private final Path configuration;

    public Crane(RegistryEndpoint endpoint) {
        this.endpoint = endpoint;
        this.configuration = Credentials.dockerConfig(endpoint);
    }

    public void push(ImageLayout image, String reference) {
        program("push", image.folder().toString(), endpoint.reference(reference))
                .run();
    }

    public void pull(String reference, Path tarFile) {
        program("pull", endpoint.reference(reference), tarFile.toString()).run();
    }

    public String digest(String reference) {
        return program("digest", endpoint.reference(reference)).run().strip();
    }

    public void delete(String reference) {
        program("delete", endpoint.reference(reference)).run();
    }

    public String catalog() {
        return program("catalog", endpoint.host()).run().strip();
    }

    /// Any other call; the registry is trusted and the login is known.
    public Program program(String... arguments) {
        return Program.of(Tools.path("crane"), arguments)
                .with("SSL_CERT_FILE", endpoint.ca().toString())
                .with("DOCKER_CONFIG", configuration.toString());
    }
}
