package dev.berth.e2e.kubernetes;

import dev.berth.e2e.clients.RegistryEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A way from this machine to a Registry's Service, with the login of its first user. Open as long as it is needed: it
/// ends with the pod.
public record RegistryAccess(PortForward forward, RegistryEndpoint endpoint) implements AutoCloseable {

    public static RegistryAccess open(Kubectl kubectl, RegistryResource registry) {
        var names = registry.names();
        var forward = PortForward.open(kubectl, names.namespace(), names.base(), 5000);
        var user = firstUser(registry);
        var password = registry.secret(passwordSecret(registry), "password");
        return new RegistryAccess(forward, new RegistryEndpoint(forward.host(), authority(registry), user, password));
    }

    public static String firstUser(RegistryResource registry) {
        return registry.value("spec", "auth", "users", 0, "name").orElseThrow();
    }

    /// The Secret that holds the first user's password.
    public static String passwordSecret(RegistryResource registry) {
        return registry.value("spec", "auth", "users", 0, "secretRef", "name")
                .orElseGet(() -> registry.names().generatedUser(firstUser(registry)));
    }

    /// The certificate that signed the server's, as a file: the server's own when no authority is known.
    public static Path authority(RegistryResource registry) {
        try {
            var file = Files.createTempFile("berth-ca-", ".crt");
            file.toFile().deleteOnExit();
            var authority = registry.secret(registry.names().tls(), "ca.crt");
            return Files.writeString(
                    file, authority.isEmpty() ? registry.secret(registry.names().tls(), "tls.crt") : authority);
        } catch (IOException e) {
            throw new UncheckedIOException("could not keep the certificate of " + registry.names(), e);
        }
    }

    @Override
    public void close() {
        forward.close();
    }
}
