package dev.berth.e2e.kubernetes;

import dev.berth.e2e.clients.RegistryEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A way from this machine to a Registry's Service, with the login of its first user: straight to the Service's address
/// where this machine is the node, else through a forwarded port, which ends with the pod.
public record RegistryAccess(@Nullable PortForward forward, RegistryEndpoint endpoint) implements AutoCloseable {
    private static final int PORT = 5000;
    private static final int PATIENCE_MILLIS = 2_000;

    public static RegistryAccess open(Kubectl kubectl, RegistryResource registry) {
        var names = registry.names();
        var address = kubectl.run(
                        "get", "service", "-n", names.namespace(), names.base(), "-o", "jsonpath={.spec.clusterIP}")
                .strip();
        var forward = answers(address) ? null : PortForward.open(kubectl, names.namespace(), names.base(), PORT);
        var host = forward == null ? address + ":" + PORT : forward.host();
        var user = firstUser(registry);
        var password = registry.secret(passwordSecret(registry), "password");
        return new RegistryAccess(forward, new RegistryEndpoint(host, authority(registry), user, password));
    }

    private static boolean answers(String address) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, PORT), PATIENCE_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
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
        if (forward != null) {
            forward.close();
        }
    }
}
