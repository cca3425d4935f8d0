package dev.berth.registry.clients.programs;

import dev.berth.registry.InstalledPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// containerd by its own client, which speaks to the registry itself and lets the daemon keep the images.
public final class Containerd implements ImageClient {
    private final Call program;
    private final Endpoint endpoint;
    private final Path hosts;
    private final List<String> options = new ArrayList<>();

    /// All share one daemon; the images of each are in a namespace of its own.
    public Containerd(Path socket, Endpoint endpoint, Path folder) {
        this.program = Call.of(folder, InstalledPrograms.require("ctr", "containerd"))
                .adding("--address=" + socket, "--namespace=n" + folder.getFileName(), "images");
        this.endpoint = endpoint;
        this.hosts = folder.resolve("hosts");
        // Without such a file it speaks plain HTTP to this machine, and one without a table of hosts is ignored.
        endpoint.authority().ifPresentOrElse(_ -> mirror(endpoint.host()), () -> options.add("--plain-http"));
    }

    /// Makes the registry answer for one of another name.
    public void mirror(String name) {
        var settings = "[host.'https://" + endpoint.host() + "']\nca = '"
                + endpoint.authority().orElseThrow() + "'\n";
        try {
            Files.writeString(Files.createDirectories(hosts.resolve(name)).resolve("hosts.toml"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        options.add("--hosts-dir=" + hosts);
    }

    /// There is no such command: each call has the login.
    @Override
    public void logIn(Endpoint.User user) {
        options.add("--user=" + user.name() + ":" + user.password());
    }

    @Override
    public String push(SampleImage image, String reference) {
        var remote = endpoint.reference(reference);
        var name = remote.substring(0, remote.lastIndexOf(':'));
        run("import", "--no-unpack", "--base-name=" + name, image.ociArchive().toString());
        talk("push", remote);
        return digest(remote);
    }

    @Override
    public String pull(String reference) {
        return pullByName(endpoint.reference(reference));
    }

    /// A name may have another registry in it, for which a mirror stands in.
    public String pullByName(String name, String... more) {
        run("rm", "--sync", name);
        talk("pull", name, more);
        return digest(name);
    }

    private void talk(String command, String name, String... more) {
        var snapshots = command.equals("pull") ? List.of("--snapshotter=native") : List.<String>of();
        program.adding(command)
                .adding(options)
                .adding(snapshots)
                .adding(more)
                .adding(name)
                .output();
    }

    private String digest(String name) {
        var line = run("ls", "name==" + name).lines().skip(1).findFirst().orElseThrow();
        return line.split("\\s+", -1)[2];
    }

    private String run(String... arguments) {
        return program.adding(arguments).output();
    }
}
