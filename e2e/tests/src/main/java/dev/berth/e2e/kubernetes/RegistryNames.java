package dev.berth.e2e.kubernetes;

/// What the objects of a Registry are called.
public record RegistryNames(String namespace, String name) {

    /// Deployment, Service, ServiceAccount, Ingress, NetworkPolicy and PodDisruptionBudget.
    public String base() {
        return name + "-registry";
    }

    public String tls() {
        return base() + "-tls";
    }

    public String collector() {
        return base() + "-gc";
    }

    public String claim() {
        return base() + "-data";
    }

    public String generatedUser(String user) {
        return base() + "-user-" + user;
    }
}
