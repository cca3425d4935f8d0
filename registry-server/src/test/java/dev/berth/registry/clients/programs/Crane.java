package dev.berth.registry.clients.programs;

import dev.berth.registry.InstalledPrograms;
import java.nio.file.Path;
import java.util.UUID;

/// crane keeps nothing but its login.
public final class Crane implements ImageClient.Deleting {
    private final Call program;
    private final Endpoint endpoint;
    private final Path folder;

    public Crane(Endpoint endpoint, Path folder) {
        var crane =
                Call.of(folder, InstalledPrograms.require("crane", "crane")).with("DOCKER_CONFIG", folder.toString());
        this.program = endpoint.authority()
                .map(authority -> crane.with("SSL_CERT_FILE", authority.toString()))
                .orElseGet(() -> crane.adding("--insecure"));
        this.endpoint = endpoint;
        this.folder = folder;
    }

    @Override
    public void logIn(Endpoint.User user) {
        program.adding("auth", "login", "--username", user.name(), "--password-stdin", endpoint.host())
                .reading(user.password())
                .output();
    }

    @Override
    public String push(SampleImage image, String reference) {
        run("push", image.layout().toString(), endpoint.reference(reference));
        return image.digest();
    }

    @Override
    public String pull(String reference) {
        var layout = folder.resolve(UUID.randomUUID().toString());
        run("pull", "--format=oci", endpoint.reference(reference), layout.toString());
        return SampleImage.digestOf(layout);
    }

    @Override
    public void delete(String reference) {
        run("delete", endpoint.reference(reference));
    }

    public String run(String... arguments) {
        return call(arguments).output();
    }

    public Call call(String... arguments) {
        return program.adding(arguments);
    }
}
