package dev.berth.registry.clients.programs;

import dev.berth.registry.InstalledPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// regctl has a file with what it knows of each registry.
public final class Regctl implements ImageClient.Deleting {
    private final Call program;
    private final Endpoint endpoint;
    private final Path folder;

    public Regctl(Endpoint endpoint, Path folder) {
        this.program = Call.of(folder, InstalledPrograms.require("regctl", "regctl"))
                .with("REGCTL_CONFIG", folder.resolve("regctl.json").toString());
        this.endpoint = endpoint;
        this.folder = folder;
        program.adding("registry", "set", endpoint.host(), "--skip-check")
                .adding(endpoint.authority()
                        .map(file -> "--cacert=" + read(file))
                        .orElse("--tls=disabled"))
                .output();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void logIn(Endpoint.User user) {
        program.adding("registry", "login", endpoint.host(), "--user", user.name(), "--pass-stdin")
                .reading(user.password())
                .output();
    }

    @Override
    public String push(SampleImage image, String reference) {
        run("image", "copy", "ocidir://" + image.layout() + ":" + SampleImage.TAG, endpoint.reference(reference));
        return image.digest();
    }

    @Override
    public String pull(String reference) {
        var layout = folder.resolve(UUID.randomUUID().toString());
        run("image", "copy", endpoint.reference(reference), "ocidir://" + layout + ":" + SampleImage.TAG);
        return SampleImage.digestOf(layout);
    }

    @Override
    public void delete(String reference) {
        run("tag", "delete", endpoint.reference(reference));
    }

    public String run(String... arguments) {
        return call(arguments).output();
    }

    public Call call(String... arguments) {
        return program.adding(arguments);
    }
}
