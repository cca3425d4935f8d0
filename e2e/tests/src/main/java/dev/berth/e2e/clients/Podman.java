package dev.berth.e2e.clients;

import dev.berth.e2e.cluster.Tools;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.process.Program;
import java.nio.file.Path;

/// The `podman` client at one registry, with an image store of its own that needs no kernel support.
public final class Podman {

    private final RegistryEndpoint endpoint;
    private final Path store;
    private final Path configuration;
    private final Path certificates;

    public Podman(RegistryEndpoint endpoint, Path store) {
        this.endpoint = endpoint;
        this.store = store;
        this.configuration = Credentials.dockerConfig(endpoint);
        this.certificates = Credentials.certificateFolder(endpoint);
    }

    /// Loads an image into the store, pushes it, removes it and pulls it back.
    public void pushAndPull(ImageLayout image, String reference) {
        var loaded = podman("pull", "--quiet", "oci:" + image.folder()).run().strip();
        var remote = endpoint.reference(reference);
        talking("push").withArguments("--quiet", loaded, remote).run();
        podman("rmi", "--all", "--force").run();
        talking("pull").withArguments("--quiet", remote).run();
    }

    private Program talking(String verb) {
        return podman(
                verb,
                "--cert-dir",
                certificates.toString(),
                "--authfile",
                configuration.resolve("config.json").toString());
    }

    private Program podman(String... arguments) {
        return Program.of(
                        Tools.path("podman"),
                        "--root",
                        store.resolve("root").toString(),
                        "--runroot",
                        store.resolve("run").toString(),
                        "--storage-driver",
                        "vfs",
                        "--events-backend",
                        "none")
                .withArguments(arguments);
    }
}
