package dev.berth.registry.clients.programs;

import dev.berth.registry.InstalledPrograms;
import java.nio.file.Path;
import java.util.UUID;

/// skopeo keeps no images: it copies from and to folders.
public final class Skopeo implements ImageClient.Deleting {
    private final Call program;
    private final Endpoint endpoint;
    private final Path folder;
    private final LoginFile login;

    public Skopeo(Endpoint endpoint, Path folder) {
        this.program = Call.of(folder, InstalledPrograms.require("skopeo", "skopeo"), "--insecure-policy");
        this.endpoint = endpoint;
        this.folder = folder;
        this.login = new LoginFile(endpoint, folder);
    }

    @Override
    public void logIn(Endpoint.User user) {
        login.logIn(program, user);
    }

    @Override
    public String push(SampleImage image, String reference) {
        skopeo("copy", "--preserve-digests", "oci:" + image.layout() + ":" + SampleImage.TAG, remote(reference))
                .adding(login.options("dest-"))
                .output();
        return image.digest();
    }

    @Override
    public String pull(String reference) {
        var layout = folder.resolve(UUID.randomUUID().toString());
        skopeo("copy", remote(reference), "oci:" + layout)
                .adding(login.options("src-"))
                .output();
        return SampleImage.digestOf(layout);
    }

    @Override
    public void delete(String reference) {
        talk("delete", remote(reference));
    }

    /// Any command that speaks to the one registry.
    public String talk(String... arguments) {
        return skopeo(arguments).adding(login.options("")).output();
    }

    /// A command that reads from the registry and writes to it.
    public String copy(String... arguments) {
        return skopeo(arguments)
                .adding(login.options("src-"))
                .adding(login.options("dest-"))
                .output();
    }

    public String host() {
        return endpoint.host();
    }

    public String remote(String reference) {
        return "docker://" + endpoint.reference(reference);
    }

    private Call skopeo(String... arguments) {
        return program.adding(arguments);
    }
}
