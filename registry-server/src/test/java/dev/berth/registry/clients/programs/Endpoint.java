package dev.berth.registry.clients.programs;

import java.nio.file.Path;
import java.util.Optional;

/// Where a client finds a registry.
///
/// @param authority whom the registry's certificate is from, as a file `ca.crt`; none means plain HTTP
public record Endpoint(String host, Optional<Path> authority) {
    /// The one whom the registries know.
    public static final User ALICE = new User("alice", "correct horse");

    public record User(String name, String password) {}

    public String reference(String nameAndTag) {
        return host + "/" + nameAndTag;
    }
}
