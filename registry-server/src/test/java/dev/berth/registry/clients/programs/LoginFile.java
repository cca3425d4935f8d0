package dev.berth.registry.clients.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file with logins in the form that most clients share, and how skopeo, podman and buildah are told of it.
final class LoginFile {
    private final Endpoint endpoint;
    private final Path file;

    LoginFile(Endpoint endpoint, Path folder) {
        this.endpoint = endpoint;
        try {
            this.file = Files.writeString(folder.resolve("config.json"), "{}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void logIn(Call program, Endpoint.User user) {
        program.adding("login", "--username", user.name(), "--password-stdin")
                .adding(options(""))
                .adding(endpoint.host())
                .reading(user.password())
                .output();
    }

    /// The options, each with a word such as `dest-` before it.
    List<String> options(String which) {
        var trust = endpoint.authority()
                .map(authority -> "--" + which + "cert-dir=" + authority.getParent())
                .orElse("--" + which + "tls-verify=false");
        return List.of("--" + which + "authfile=" + file, trust);
    }
}
