package dev.berth.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A registry host and where containerd really finds it, in the form of containerd's `hosts.toml`.
record TrustedRegistry(String host, String upstreamUrl, String caPem) {

    /// Writes `<host>/hosts.toml` and the certificate beside it; `seenAs` is this folder's path in containerd's eyes.
    void write(Path folder, String seenAs) {
        try {
            var home = Files.createDirectories(folder.resolve(host));
            Files.writeString(home.resolve("hosts.toml"), hostsToml());
            if (!caPem.isBlank()) {
                Files.writeString(home.resolve("ca.crt"), caPem);
                Files.writeString(
                        home.resolve("hosts.toml"),
                        "  ca = \"%s/%s/ca.crt\"\n".formatted(seenAs, host),
                        StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write the trust of " + host + " below " + folder, e);
        }
    }

    void writeBelow(Path folder) {
        write(folder, folder.toString());
    }

    private String hostsToml() {
        return """
                server = "%1$s"

                [host."%1$s"]
                  capabilities = ["pull", "resolve"]
                """.formatted(upstreamUrl);
    }
}
