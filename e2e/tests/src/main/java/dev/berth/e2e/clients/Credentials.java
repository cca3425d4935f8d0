package dev.berth.e2e.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// The files in which clients look for logins and certificates, in a folder of their own.
final class Credentials {

    private Credentials() {}

    /// A folder with the `config.json` that docker's own client and crane read.
    static Path dockerConfig(RegistryEndpoint endpoint) {
        if (endpoint.user().isEmpty()) {
            return fileIn("docker-", "config.json", "{\"auths\": {}}");
        }
        var login = endpoint.user() + ":" + endpoint.password();
        var encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return fileIn("docker-", "config.json", """
                {"auths": {"%s": {"auth": "%s"}}}
                """.formatted(endpoint.host(), encoded));
    }

    /// A folder with the certificate, in the form that skopeo and podman read.
    static Path certificateFolder(RegistryEndpoint endpoint) {
        try {
            return fileIn("certificates-", "ca.crt", Files.readString(endpoint.ca()));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + endpoint.ca(), e);
        }
    }

    private static Path fileIn(String prefix, String name, String content) {
        try {
            var folder = Files.createTempDirectory(prefix);
            // In this order, for they are deleted in the opposite one.
            folder.toFile().deleteOnExit();
            var file = folder.resolve(name);
            file.toFile().deleteOnExit();
            Files.writeString(file, content);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("could not write " + name, e);
        }
    }
}
