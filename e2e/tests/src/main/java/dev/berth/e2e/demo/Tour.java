package dev.berth.e2e.demo;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.clients.Skopeo;
import dev.berth.e2e.cluster.Cluster;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.images.SampleProgram;
import dev.berth.e2e.kubernetes.Installation;
import dev.berth.e2e.kubernetes.Kubectl;
import dev.berth.e2e.kubernetes.RegistryAccess;
import dev.berth.e2e.kubernetes.RegistryNames;
import dev.berth.e2e.kubernetes.RegistryResource;
import dev.berth.e2e.project.Project;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The main job on an empty cluster: from the chart to a pod whose image lives in a registry, and a garbage collection.
public final class Tour {

    private static final int GARBAGE = 32 * 1024 * 1024;

    private final Cluster cluster;
    private final KubernetesClient client;
    private final Project project;
    private final Steps steps;
    private final Path scratch;
    private final Kubectl kubectl;

    public Tour(Cluster cluster, KubernetesClient client, Steps steps, Path scratch) {
        this.cluster = cluster;
        this.client = client;
        this.steps = steps;
        this.scratch = scratch;
        this.project = Project.find();
        this.kubectl = new Kubectl(cluster.kubeconfig());
    }

    public TourReport run() {
        steps.run(
                "Load the images of operator and server into the node",
                () -> Installation.loadImages(cluster, project));
        steps.run("Install the operator with the Helm chart", new Installation(cluster.kubeconfig(), project)::install);
        var registry = steps.call("kubectl apply -f examples/registry.yaml", this::applyExample);
        steps.run("Wait until the Registry is Ready", () -> awaitReady(registry));
        try (var access =
                steps.call("Find a way to the registry's Service", () -> RegistryAccess.open(kubectl, registry))) {
            steps.run(
                    "Push an image over TLS with skopeo, as user "
                            + access.endpoint().user(),
                    () -> push(access));
            var podLog = steps.call("Run a pod whose image comes from the registry", () -> runPod(registry));
            steps.run("Push an image of 32 MiB with crane and delete it again", () -> makeGarbage(access));
            var freed = steps.call("Run the garbage-collection CronJob once", () -> collect(registry));
            return new TourReport(registry, address(registry), podLog, freed);
        }
    }

    private RegistryResource applyExample() {
        steps.detail(kubectl.run("apply", "-f", project.example().toString()).strip());
        try (var manifest = Files.newInputStream(project.example())) {
            var example = client.load(manifest).items().stream()
                    .filter(item -> item.getKind().equals("Registry"))
                    .findFirst()
                    .orElseThrow()
                    .getMetadata();
            var namespace = example.getNamespace() == null ? "default" : example.getNamespace();
            return new RegistryResource(client, new RegistryNames(namespace, example.getName()));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + project.example(), e);
        }
    }

    private void awaitReady(RegistryResource registry) {
        registry.await(this::isReadyAndSaid);
    }

    private boolean isReadyAndSaid(GenericKubernetesResource registry) {
        RegistryResource.conditions(registry).stream()
                .filter(condition -> condition.type().equals("Ready"))
                .forEach(condition -> steps.detail(condition.toString()));
        return RegistryResource.isReady(registry);
    }

    private void push(RegistryAccess access) {
        var program = SampleProgram.build(project, scratch.resolve("hello"));
        var image = ImageLayout.ofProgram(scratch.resolve("hello-image"), program);
        new Skopeo(access.endpoint()).push(image, "demo/hello:1");
        steps.detail("demo/hello:1 is " + image.digest());
    }

    private String runPod(RegistryResource registry) {
        return new TourPod(cluster, client, kubectl).run(registry, address(registry) + "/demo/hello:1", steps);
    }

    private void makeGarbage(RegistryAccess access) {
        var image = ImageLayout.random(scratch.resolve("garbage-image"), GARBAGE, System.nanoTime());
        var crane = new Crane(access.endpoint());
        crane.push(image, "demo/garbage:1");
        crane.delete("demo/garbage@" + image.digest());
        steps.detail("nothing names its layer any more; the bytes are still on the volume");
    }

    private long collect(RegistryResource registry) {
        return new TourCollection(client, kubectl, steps).run(registry);
    }

    private static String address(RegistryResource registry) {
        return registry.value("status", "addresses", "cluster").orElseThrow();
    }
}
