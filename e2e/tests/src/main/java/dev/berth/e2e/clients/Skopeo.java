package dev.berth.e2e.clients;

import dev.berth.e2e.cluster.Tools;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.process.Program;
import java.nio.file.Path;

/// The `skopeo` client at one registry.
public final class Skopeo {

    private final RegistryEndpoint endpoint;
    private final Path configuration;
    private final Path certificates;

    public Skopeo(RegistryEndpoint endpoint) {
        this.endpoint = endpoint;
        this.configuration = Credentials.dockerConfig(endpoint);
        this.certificates = Credentials.certificateFolder(endpoint);
    }

    public void push(ImageLayout image, String reference) {
        pushing(image, reference).run();
    }

    /// The same call, for those that want to see it fail. Digests stay: skopeo would compress the layers otherwise.
    public Program pushing(ImageLayout image, String reference) {
        return skopeo(
                "copy",
                "--preserve-digests",
                "--dest-authfile",
                login(),
                "--dest-cert-dir",
                certificates.toString(),
                "oci:" + image.folder(),
                "docker://" + endpoint.reference(reference));
    }

    public void pull(String reference, Path folder) {
        skopeo(
                        "copy",
                        "--src-authfile",
                        login(),
                        "--src-cert-dir",
                        certificates.toString(),
                        "docker://" + endpoint.reference(reference),
                        "oci:" + folder)
                .run();
    }

    /// What the registry says about an image.
    public Program inspecting(String reference) {
        return skopeo(
                "inspect",
                "--raw",
                "--authfile",
                login(),
                "--cert-dir",
                certificates.toString(),
                "docker://" + endpoint.reference(reference));
    }

    private String login() {
        return configuration.resolve("config.json").toString();
    }

    private static Program skopeo(String... arguments) {
        return Program.of(Tools.path("skopeo"), "--insecure-policy").withArguments(arguments);
    }
}
