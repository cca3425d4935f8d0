package dev.berth.registry.clients.programs;

import dev.berth.registry.InstalledPrograms;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// A program of ours that uses the library of oras, as others do whose artifacts are no images.
public final class Oras implements ImageClient.Deleting {
    private final Endpoint endpoint;
    private final Path folder;
    private Call program;

    public Oras(Endpoint endpoint, Path folder) {
        var oras = Call.of(folder, InstalledPrograms.require("oras-client", "oras"));
        this.program = endpoint.authority()
                .map(authority -> oras.with("SSL_CERT_FILE", authority.toString()))
                .orElseGet(() -> oras.with("ORAS_PLAIN_HTTP", "yes"));
        this.endpoint = endpoint;
        this.folder = folder;
    }

    @Override
    public void logIn(Endpoint.User user) {
        program = program.with("ORAS_USER", user.name()).with("ORAS_PASSWORD", user.password());
    }

    @Override
    public String push(SampleImage image, String reference) {
        return run("push", reference, image.layout().toString());
    }

    @Override
    public String pull(String reference) {
        var layout = folder.resolve(UUID.randomUUID().toString());
        run("pull", reference, layout.toString());
        return SampleImage.digestOf(layout);
    }

    @Override
    public void delete(String reference) {
        run("delete", reference);
    }

    /// Returns the digest of an artifact with a file, whose subject the reference names.
    public String attach(String reference, String type, Path file) {
        return run("attach", reference, type, file.toString());
    }

    /// The digests of the artifacts of a type, or of any type when that is empty.
    public List<String> discover(String reference, String type) {
        return run("discover", reference, type).lines().toList();
    }

    private String run(String command, String reference, String... more) {
        return program.adding(command, endpoint.reference(reference))
                .adding(more)
                .output();
    }
}
