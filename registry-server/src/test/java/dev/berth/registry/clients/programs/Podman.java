package dev.berth.registry.clients.programs;

import dev.berth.registry.InstalledPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// podman, or buildah, which takes the same words. Its store of images is a folder that needs no help of the kernel.
public final class Podman implements ImageClient {
    private final Call program;
    private final Endpoint endpoint;
    private final Path folder;
    private final LoginFile login;

    private Podman(Call program, Endpoint endpoint, Path folder) {
        this.program = program.adding("--root=" + folder.resolve("images"), "--runroot=" + folder.resolve("run"))
                .adding("--storage-driver=vfs");
        this.endpoint = endpoint;
        this.folder = folder;
        this.login = new LoginFile(endpoint, folder);
    }

    public static Podman podman(Endpoint endpoint, Path folder) {
        var program = Call.of(folder, InstalledPrograms.requireAsRoot("podman", "podman"));
        return new Podman(program.adding("--events-backend=none", "--cgroup-manager=cgroupfs"), endpoint, folder);
    }

    public static Podman buildah(Endpoint endpoint, Path folder) {
        return new Podman(Call.of(folder, InstalledPrograms.requireAsRoot("buildah", "buildah")), endpoint, folder);
    }

    @Override
    public void logIn(Endpoint.User user) {
        login.logIn(program, user);
    }

    @Override
    public String push(SampleImage image, String reference) {
        return push(load(image), reference);
    }

    /// Returns the name by which the image is known.
    public String load(SampleImage image) {
        return run("pull", "--quiet", "oci:" + image.layout() + ":" + SampleImage.TAG);
    }

    /// Pushes what the store has.
    public String push(String image, String reference) {
        var digest = folder.resolve("digest");
        talk("push", "--quiet", "--digestfile=" + digest, image, remote(reference));
        try {
            return Files.readString(digest).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String pull(String reference) {
        run("rmi", "--all", "--force");
        talk("pull", "--quiet", remote(reference));
        return run("images", "--format={{.Digest}}");
    }

    public String host() {
        return endpoint.host();
    }

    public String remote(String reference) {
        return "docker://" + endpoint.reference(reference);
    }

    public String run(String... arguments) {
        return program.adding(arguments).output();
    }

    /// A command that speaks to the registry; its options come after its one or two words.
    public String talk(String command, String... arguments) {
        return program.adding(command.split(" ", -1))
                .adding(login.options(""))
                .adding(List.of(arguments))
                .output();
    }
}
