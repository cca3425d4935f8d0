package dev.berth.registry.clients.programs;

import dev.berth.registry.InstalledPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// helm pushes charts, so it makes one for the image. A chart has its name and its version in the registry too.
public final class Helm implements ImageClient {
    private static final Pattern DIGEST = Pattern.compile("Digest: (\\S+)");
    private final Call program;
    private final Endpoint endpoint;
    private final Path folder;

    public Helm(Endpoint endpoint, Path folder) {
        this.program = Call.of(folder, InstalledPrograms.require("helm", "helm"));
        this.endpoint = endpoint;
        this.folder = folder;
    }

    @Override
    public void logIn(Endpoint.User user) {
        talk(helm("registry", "login", endpoint.host(), "--username", user.name(), "--password-stdin")
                .reading(user.password()));
    }

    @Override
    public String push(SampleImage image, String reference) {
        var chart = pack(image, reference);
        return digest(talk(helm("push", chart.toString(), "oci://" + endpoint.reference(parent(reference)))));
    }

    /// Makes a chart whose template names the image.
    private Path pack(SampleImage image, String reference) {
        var name = name(reference);
        try {
            var chart = Files.createDirectories(folder.resolve("chart").resolve(name));
            Files.writeString(
                    chart.resolve("Chart.yaml"),
                    "apiVersion: v2\nname: " + name + "\nversion: " + SampleImage.TAG + "\ndescription: sample\n");
            var templates = Files.createDirectories(chart.resolve("templates"));
            Files.writeString(templates.resolve("image.yaml"), "image: " + image.digest() + "\n");
            helm("package", chart.toString(), "--destination", folder.toString())
                    .output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive(folder, reference);
    }

    @Override
    public String pull(String reference) {
        try {
            var target = Files.createTempDirectory(folder, "pulled");
            var digest = digest(show("pull", reference, "--destination", target.toString()));
            if (!Files.exists(archive(target, reference))) {
                throw new AssertionError("no chart in " + target);
            }
            return digest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Any command about a chart in the registry.
    public String show(String command, String reference, String... more) {
        var chart = "oci://" + endpoint.reference(reference.substring(0, reference.indexOf(':')));
        return talk(helm(command.split(" ", -1))
                .adding(chart, "--version", SampleImage.TAG)
                .adding(more));
    }

    private String talk(Call command) {
        return command.adding(endpoint.authority()
                        .map(authority -> "--ca-file=" + authority)
                        .orElse("--plain-http"))
                .outputAndErrors();
    }

    private Call helm(String... arguments) {
        return program.adding(arguments);
    }

    private static String parent(String reference) {
        return reference.substring(0, reference.lastIndexOf('/'));
    }

    private static String name(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1, reference.indexOf(':'));
    }

    private static Path archive(Path folder, String reference) {
        return folder.resolve(name(reference) + "-" + SampleImage.TAG + ".tgz");
    }

    private static String digest(String output) {
        var found = DIGEST.matcher(output);
        if (!found.find()) {
            throw new AssertionError("no digest in: " + output);
        }
        return found.group(1);
    }
}
