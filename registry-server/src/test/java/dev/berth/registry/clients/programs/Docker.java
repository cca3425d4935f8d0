package dev.berth.registry.clients.programs;

import dev.berth.registry.InstalledPrograms;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// docker with a daemon. The daemon trusts any certificate of an address in 127.0.0.0/8, and cannot be told not to.
public final class Docker implements ImageClient {
    private static final Pattern DIGEST = Pattern.compile("(?i)digest: (sha256:[0-9a-f]{64})");
    private final Call program;
    private final Endpoint endpoint;

    /// All share one daemon and its images, but each has a login of its own.
    public Docker(Path socket, Endpoint endpoint, Path folder) {
        this.program = Call.of(folder, InstalledPrograms.require("docker", "docker"))
                .adding("--host=unix://" + socket, "--config=" + folder);
        this.endpoint = endpoint;
    }

    @Override
    public void logIn(Endpoint.User user) {
        program.adding("login", "--username", user.name(), "--password-stdin", endpoint.host())
                .reading(user.password())
                .output();
    }

    @Override
    public String push(SampleImage image, String reference) {
        load(image, reference);
        return digest(run("push", endpoint.reference(reference)));
    }

    public void load(SampleImage image, String reference) {
        run("load", "--input", image.dockerArchive().toString());
        run("tag", image.config(), endpoint.reference(reference));
    }

    @Override
    public String pull(String reference) {
        forget(reference);
        return digest(run("pull", endpoint.reference(reference)));
    }

    /// Removes the image with all its names, so that its layers must come again.
    public void forget(String reference) {
        run("image", "rm", "--force", run("image", "inspect", "--format={{.Id}}", endpoint.reference(reference)));
    }

    public String run(String... arguments) {
        return program.adding(arguments).output();
    }

    private static String digest(String output) {
        var found = DIGEST.matcher(output);
        if (!found.find()) {
            throw new AssertionError("no digest in: " + output);
        }
        return found.group(1);
    }
}
