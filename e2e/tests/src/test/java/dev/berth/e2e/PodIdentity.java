package dev.berth.e2e;

import dev.berth.e2e.kubernetes.RegistryResource;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells whether a server went on without a restart: the same pod, and its container never ended.
record PodIdentity(String uid, int restarts) {

    static PodIdentity of(RegistryResource registry) {
        var pods = registry.serverPods();
        if (pods.size() != 1) {
            throw new IllegalStateException(
                    "expected one server pod of " + registry.names() + ", found " + pods.size());
        }
        return of(pods.getFirst());
    }

    /// Of all replicas.
    static Set<PodIdentity> all(RegistryResource registry) {
        return registry.serverPods().stream().map(PodIdentity::of).collect(Collectors.toSet());
    }

    private static PodIdentity of(Pod pod) {
        return new PodIdentity(
                pod.getMetadata().getUid(),
                pod.getStatus().getContainerStatuses().stream()
                        .mapToInt(ContainerStatus::getRestartCount)
                        .sum());
    }
}
