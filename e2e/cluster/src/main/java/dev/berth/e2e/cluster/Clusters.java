package dev.berth.e2e.cluster;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;

/// Chooses the kind of cluster by what the machine can do, and says aloud which and why.
public final class Clusters {

    private static @Nullable Cluster shared;

    private Clusters() {}

    /// A cluster that is the caller's to close.
    public static Cluster open() {
        var cluster = choose(System.getenv());
        say("using " + cluster.describe());
        return cluster;
    }

    /// The one cluster of this virtual machine, opened on first use and closed when the machine ends.
    public static synchronized Cluster shared() {
        var cluster = shared;
        if (cluster == null) {
            cluster = open();
            shared = cluster;
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "close-shared-cluster"));
        }
        return cluster;
    }

    private static Cluster choose(Map<String, String> environment) {
        if (environment.containsKey(ExistingCluster.KUBECONFIG)) {
            say(ExistingCluster.KUBECONFIG + " is set: taking that cluster");
            return new ExistingCluster(environment);
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            say("a container daemon answers: starting K3s in a container");
            try {
                return K3sCluster.start();
            } catch (ContainerLaunchException | ContainerFetchException e) {
                say("K3s did not start there (" + e.getMessage()
                        + "): starting a local cluster made of packages instead");
                return LocalCluster.start(LocalCluster.defaultDirectory());
            }
        }
        say("no " + ExistingCluster.KUBECONFIG + " and no container daemon: starting a local cluster made of packages");
        return LocalCluster.start(LocalCluster.defaultDirectory());
    }

    private static void say(String text) {
        System.out.println("[cluster] " + text);
    }
}
