package dev.berth.e2e.demo;

import dev.berth.e2e.cluster.Cluster;
import dev.berth.e2e.cluster.Clusters;
import dev.berth.e2e.cluster.ExistingCluster;
import dev.berth.e2e.kubernetes.Diagnostics;
import dev.berth.e2e.kubernetes.Installation;
import dev.berth.e2e.kubernetes.Kubectl;
import dev.berth.e2e.project.Project;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The tour on a cluster of its own. Stays up until it is stopped; `--once` ends after the tour, `--down` stops one
/// that runs in another shell.
public final class Demo {

    private Demo() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (String.join(" ", arguments)) {
            case "" -> System.exit(run(true));
            case "--once" -> System.exit(run(false));
            case "--down" -> DemoProcess.stop();
            default -> throw new IllegalArgumentException("unknown arguments " + List.of(arguments));
        }
    }

    private static int run(boolean stay) throws IOException, InterruptedException {
        var steps = new Steps(System.out);
        DemoProcess.remember();
        var cluster = steps.call("Bring up a cluster", Clusters::open);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(cluster, steps), "clean-up"));
        try (var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
                .build()) {
            var report = new Tour(cluster, client, steps, Files.createTempDirectory("berth-tour-")).run();
            steps.say(new NextSteps(cluster.kubeconfig(), report).text());
            if (stay) {
                steps.say("It stays up until Ctrl-C, or ./demo --down from another shell.");
                new CountDownLatch(1).await();
            }
            return 0;
        } catch (RuntimeException e) {
            explain(cluster, e);
            return 1;
        }
    }

    private static void explain(Cluster cluster, RuntimeException failure) {
        System.err.println("\nThe tour stopped: " + failure.getMessage());
        new Diagnostics(new Kubectl(cluster.kubeconfig()))
                .collect()
                .forEach((name, report) -> System.err.println("\n--- " + name + "\n" + report));
    }

    private static void cleanUp(Cluster cluster, Steps steps) {
        steps.say("\nCleaning up ...");
        if (cluster instanceof ExistingCluster) {
            var kubectl = new Kubectl(cluster.kubeconfig());
            var project = Project.find();
            kubectl.run("delete", "--ignore-not-found", "-f", project.example().toString());
            new Installation(cluster.kubeconfig(), project).uninstall();
        }
        cluster.close();
        DemoProcess.forget();
        steps.say("Cleaned up.");
    }
}
