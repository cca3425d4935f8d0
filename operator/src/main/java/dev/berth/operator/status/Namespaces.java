package dev.berth.operator.status;

import io.fabric8.kubernetes.client.KubernetesClientException;

/// What the API server says of namespaces.
public final class Namespaces {
    private Namespaces() {}

    /// Whether a write was refused because its namespace is being deleted.
    public static boolean isEnding(KubernetesClientException refused) {
        return refused.getStatus() != null
                && refused.getStatus().getDetails() != null
                && refused.getStatus().getDetails().getCauses().stream()
                        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    }
}
