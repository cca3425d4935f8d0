package dev.berth.e2e.demo;

import dev.berth.e2e.kubernetes.RegistryAccess;
import java.nio.file.Path;

/// What a person needs to go on after the tour: commands to copy.
record NextSteps(Path kubeconfig, TourReport report) {

    String text() {
        var registry = report.registry();
        var names = registry.names();
        return """

                The registry is yours now.
                  address   %1$s (inside the cluster)
                  user      %2$s

                Look around:
                  export KUBECONFIG=%3$s
                  kubectl get registries -A
                  kubectl describe registry -n %4$s %5$s

                Read the password and the certificate that signed the registry's own:
                  password=$(kubectl get secret -n %4$s %6$s -o jsonpath='{.data.password}' | base64 -d)
                  mkdir -p /tmp/berth-ca && kubectl get secret -n %4$s %7$s -o jsonpath='{.data.ca\\.crt}' | base64 -d > /tmp/berth-ca/ca.crt

                Push an image of yours (an OCI layout folder, or docker-archive:FILE, or docker://ANOTHER/IMAGE):
                  host=$(kubectl get service -n %4$s %8$s -o jsonpath='{.spec.clusterIP}'):5000
                  echo "$password" | skopeo login $host --username %2$s --password-stdin --cert-dir /tmp/berth-ca
                  skopeo copy --dest-cert-dir /tmp/berth-ca oci:FOLDER docker://$host/mine/app:1

                Run it: image %1$s/mine/app:1, imagePullSecrets [{name: %9$s}], namespace %4$s
                """.formatted(
                        report.address(),
                        RegistryAccess.firstUser(registry),
                        kubeconfig,
                        names.namespace(),
                        names.name(),
                        RegistryAccess.passwordSecret(registry),
                        names.tls(),
                        names.base(),
                        registry.value("status", "pullSecretName").orElseThrow());
    }
}
