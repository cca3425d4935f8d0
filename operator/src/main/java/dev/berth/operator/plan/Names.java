package dev.berth.operator.plan;

import dev.berth.api.v1alpha1.Registry;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The names of everything that belongs to one Registry.
public record Names(String registry, String namespace) {
    static Names of(Registry registry) {
        return new Names(
                registry.getMetadata().getName(), registry.getMetadata().getNamespace());
    }

    /// The common part of all names, and the name of the objects that exist once.
    public String base() {
        return registry + "-registry";
    }

    public String configMap() {
        return base() + "-config";
    }

    public String htpasswd() {
        return base() + "-htpasswd";
    }

    public String certificate() {
        return base() + "-tls";
    }

    public String authority() {
        return base() + "-ca";
    }

    public String maintenance() {
        return base() + "-maintenance";
    }

    public String bucket() {
        return base() + "-s3";
    }

    public String pullSecret() {
        return base() + "-pull";
    }

    public String user(String user) {
        return base() + "-user-" + user;
    }

    public String cronJob() {
        return base() + "-gc";
    }

    /// The Job for a request; the same for the same request, so that it is made once.
    public String job(String request) {
        String digest =
                UUID.nameUUIDFromBytes(request.getBytes(StandardCharsets.UTF_8)).toString();
        return cronJob() + "-" + digest.substring(0, 8);
    }

    public String claim() {
        return base() + "-data";
    }

    /// The Service's name as the cluster's DNS knows it in every namespace.
    public String serviceHost() {
        return base() + "." + namespace + ".svc";
    }
}
