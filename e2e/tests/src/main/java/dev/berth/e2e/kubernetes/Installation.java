package dev.berth.e2e.kubernetes;

import dev.berth.e2e.cluster.Cluster;
import dev.berth.e2e.cluster.Tools;
import dev.berth.e2e.process.Program;
import dev.berth.e2e.project.Project;
import java.nio.file.Path;

/// Berth on a cluster: both images on its nodes and the chart's release.
public record Installation(Path kubeconfig, Project project) {

    public static final String NAMESPACE = "berth-system";
    public static final String RELEASE = "berth";

    /// The images' names are the chart's defaults, so that no node has to pull one.
    public static void loadImages(Cluster cluster, Project project) {
        cluster.loadImage(project.operatorImage());
        cluster.loadImage(project.serverImage());
    }

    /// Installs the chart, or upgrades what is there, with the chart's own values but for what `--set` in `more` says:
    /// an upgrade without any value would keep those of the release before.
    public void install(String... more) {
        helm("upgrade", "--install", RELEASE, project.chart().toString())
                .withArguments("--create-namespace", "--reset-values", "--wait", "--timeout", "5m")
                .withArguments(more)
                .run();
    }

    public void uninstall() {
        helm("uninstall", RELEASE, "--ignore-not-found", "--wait", "--timeout", "5m")
                .run();
    }

    private Program helm(String... arguments) {
        return Program.of(Tools.path("helm"), arguments)
                .withArguments("--kubeconfig", kubeconfig.toString(), "--namespace", NAMESPACE);
    }
}
