package dev.berth.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/// K3s in a privileged container, with the ingress controller that K3s brings.
public final class K3sCluster implements Cluster {

    private static final DockerImageName IMAGE = DockerImageName.parse("rancher/k3s:v1.36.3-k3s1");
    private static final String REGISTRIES = "/var/lib/rancher/k3s/agent/etc/containerd/certs.d";

    private final K3sContainer container;
    private final Path kubeconfig;

    private K3sCluster(K3sContainer container, Path kubeconfig) {
        this.container = container;
        this.kubeconfig = kubeconfig;
    }

    // Closing the cluster closes the container.
    @SuppressWarnings("resource")
    public static K3sCluster start() {
        var container = new K3sContainer(IMAGE);
        container.withCommand("server", "--tls-san=" + container.getHost());
        container.addExposedPorts(80, 443);
        container.start();
        try {
            var kubeconfig = StateDirectory.temporary("k3s").resolve("kubeconfig");
            return new K3sCluster(container, Files.writeString(kubeconfig, container.getKubeConfigYaml()));
        } catch (IOException e) {
            container.stop();
            throw new UncheckedIOException("could not write the kubeconfig of K3s", e);
        }
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public void loadImage(Path ociArchive) {
        var inside = "/tmp/" + ociArchive.getFileName();
        container.copyFileToContainer(MountableFile.forHostPath(ociArchive), inside);
        execute("ctr", "-n", "k8s.io", "images", "import", inside);
        execute("rm", inside);
    }

    @Override
    public void trustRegistry(String host, String upstreamUrl, String caPem) {
        var folder = StateDirectory.temporary("trust");
        new TrustedRegistry(host, upstreamUrl, caPem).write(folder, REGISTRIES);
        container.copyFileToContainer(MountableFile.forHostPath(folder.resolve(host)), REGISTRIES + "/" + host);
    }

    @Override
    public IngressAddress ingress() {
        return new IngressAddress(
                "traefik", container.getHost(), container.getMappedPort(80), container.getMappedPort(443));
    }

    @Override
    public String describe() {
        return "K3s in container " + container.getContainerId();
    }

    @Override
    public void close() {
        container.stop();
    }

    private void execute(String... command) {
        try {
            var result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new ClusterException(String.join(" ", command) + " failed in K3s: " + result.getStderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not reach K3s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while K3s worked", e);
        }
    }
}
