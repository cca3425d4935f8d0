package dev.berth.e2e.demo;

import dev.berth.e2e.cluster.Cluster;
import dev.berth.e2e.kubernetes.Kubectl;
import dev.berth.e2e.kubernetes.RegistryResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;

/// A pod whose image the kubelet pulls from a Registry, with the node's trust and the pull secret.
public record TourPod(Cluster cluster, KubernetesClient client, Kubectl kubectl) {

    private static final String NAME = "hello";

    /// Runs the pod and returns what it printed.
    String run(RegistryResource registry, String image, Steps steps) {
        trust(registry);
        var namespace = registry.names().namespace();
        kubectl.run("delete", "pod", NAME, "-n", namespace, "--ignore-not-found", "--grace-period=1");
        kubectl.apply(manifest(registry, image));
        var pod = client.pods().inNamespace(namespace).withName(NAME);
        pod.waitUntilCondition(found -> isReady(found, steps), 5, TimeUnit.MINUTES);
        steps.detail(
                kubectl.run("get", "pod", NAME, "-n", namespace, "-o", "wide").strip());
        var log = pod.getLog().strip();
        steps.detail("its log says: " + log);
        return log;
    }

    /// Nodes know the registry by its Service's name; they reach it by the Service's address.
    public void trust(RegistryResource registry) {
        var names = registry.names();
        var service = client.services()
                .inNamespace(names.namespace())
                .withName(names.base())
                .require();
        var address = registry.value("status", "addresses", "cluster").orElseThrow();
        var port = service.getSpec().getPorts().getFirst().getPort();
        cluster.trustRegistry(
                address,
                "https://" + service.getSpec().getClusterIP() + ":" + port,
                registry.secret(names.tls(), "ca.crt"));
    }

    private static boolean isReady(Pod pod, Steps steps) {
        if (pod == null || pod.getStatus() == null) {
            return false;
        }
        for (var container : pod.getStatus().getContainerStatuses()) {
            var waiting = container.getState().getWaiting();
            if (waiting != null) {
                steps.detail(waiting.getReason());
            }
        }
        return pod.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    private static String manifest(RegistryResource registry, String image) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  automountServiceAccountToken: false
                  securityContext:
                    runAsNonRoot: true
                    seccompProfile:
                      type: RuntimeDefault
                  imagePullSecrets:
                    - name: %s
                  containers:
                    - name: hello
                      image: %s
                      imagePullPolicy: Always
                      securityContext:
                        allowPrivilegeEscalation: false
                        capabilities:
                          drop: [ALL]
                """.formatted(
                        NAME,
                        registry.names().namespace(),
                        registry.value("status", "pullSecretName").orElseThrow(),
                        image);
    }
}
