package dev.berth.e2e.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A one-node cluster of host processes, made by the `berth-cluster` program from distribution packages: needs root
/// on Linux, but neither a container daemon nor an image pull. All its files are in one folder; one runs per machine.
public final class LocalCluster implements Cluster {

    private static final Duration START = Duration.ofMinutes(4);

    private final Path directory;
    private final Supervisor supervisor;
    private final Description description;

    private LocalCluster(Path directory, Supervisor supervisor) {
        this.directory = directory;
        this.supervisor = supervisor;
        this.description = Description.read(directory.resolve("cluster.json"));
    }

    /// What the program writes when the cluster is ready.
    record Description(String node, String containerd, String registries, IngressAddress ingress) {

        static Description read(Path file) {
            try {
                return new ObjectMapper().readValue(file.toFile(), Description.class);
            } catch (IOException e) {
                throw new UncheckedIOException("could not read " + file, e);
            }
        }
    }

    /// The folder that is used when none is given.
    public static Path defaultDirectory() {
        return StateDirectory.named("cluster");
    }

    public static LocalCluster start(Path directory) {
        return new LocalCluster(directory, Supervisor.start(START, "up", List.of("--dir", directory.toString())));
    }

    /// Stops the cluster of this folder from any process and cleans up, also after everything of it was killed.
    public static void down(Path directory) {
        Supervisor.down(directory);
    }

    @Override
    public Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    @Override
    public void loadImage(Path ociArchive) {
        new Command(
                        "ctr",
                        "--address",
                        description.containerd(),
                        "-n",
                        "k8s.io",
                        "images",
                        "import",
                        ociArchive.toString())
                .run();
    }

    @Override
    public void trustRegistry(String host, String upstreamUrl, String caPem) {
        new TrustedRegistry(host, upstreamUrl, caPem).writeBelow(Path.of(description.registries()));
    }

    @Override
    public IngressAddress ingress() {
        return description.ingress();
    }

    @Override
    public String describe() {
        return "a local cluster made of packages, node " + description.node() + ", files in " + directory;
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
