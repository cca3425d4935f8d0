package dev.berth.e2e;

import static org.awaitility.Awaitility.await;

import dev.berth.e2e.cluster.Cluster;
import dev.berth.e2e.cluster.Clusters;
import dev.berth.e2e.kubernetes.Installation;
import dev.berth.e2e.kubernetes.Kubectl;
import dev.berth.e2e.project.Project;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one cluster of all end-to-end tests, with Berth installed by its chart.
record Berth(Cluster cluster, KubernetesClient client, Kubectl kubectl, Installation installation) {

    private static @Nullable Berth shared;

    /// Opened on first use, closed with the virtual machine.
    static synchronized Berth shared() {
        var berth = shared;
        if (berth == null) {
            berth = open();
            shared = berth;
        }
        return berth;
    }

    /// Installs or upgrades the chart, and waits for the end of the operator of the release before, which works until
    /// then.
    void install(String... more) {
        installation.install(more);
        await().atMost(Duration.ofMinutes(2)).until(() -> operatorPods().size() == operatorReplicas());
    }

    private int operatorReplicas() {
        return client.apps()
                .deployments()
                .inNamespace(Installation.NAMESPACE)
                .withLabel("app.kubernetes.io/name", "berth-operator")
                .list()
                .getItems()
                .getFirst()
                .getSpec()
                .getReplicas();
    }

    List<Pod> operatorPods() {
        return client.pods()
                .inNamespace(Installation.NAMESPACE)
                .withLabel("app.kubernetes.io/name", "berth-operator")
                .list()
                .getItems();
    }

    private static Berth open() {
        var cluster = Clusters.shared();
        var project = Project.find();
        var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
                .build();
        var installation = new Installation(cluster.kubeconfig(), project);
        Installation.loadImages(cluster, project);
        installation.install();
        return new Berth(cluster, client, new Kubectl(cluster.kubeconfig()), installation);
    }
}
