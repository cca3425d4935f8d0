package dev.berth.e2e.clients;

import java.nio.file.Path;

/// Where a client finds a registry, whom it trusts and who it is.
///
/// @param host host and port
/// @param ca the certificate file that the registry's certificate must come from
/// @param user whom to log in as; empty for nobody
public record RegistryEndpoint(String host, Path ca, String user, String password) {

    public String reference(String repositoryAndTag) {
        return host + "/" + repositoryAndTag;
    }

    public RegistryEndpoint withPassword(String other) {
        return new RegistryEndpoint(host, ca, user, other);
    }

    public RegistryEndpoint withoutLogin() {
        return new RegistryEndpoint(host, ca, "", "");
    }

    public RegistryEndpoint trusting(Path other) {
        return new RegistryEndpoint(host, other, user, password);
    }

    public RegistryEndpoint at(String otherHost) {
        return new RegistryEndpoint(otherHost, ca, user, password);
    }
}
