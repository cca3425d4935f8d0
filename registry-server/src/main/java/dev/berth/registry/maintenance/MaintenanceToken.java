package dev.berth.registry.maintenance;

import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The token as its file holds it now; it is read for each request, since these are rare. An empty file lets nobody in.
@Singleton
final class MaintenanceToken {
    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceToken.class);
    private static final String SCHEME = "Bearer ";
    private final Optional<Path> file;

    MaintenanceToken(MaintenanceConfig config) {
        this.file = config.tokenFile();
    }

    /// Throws what a caller without the token is told.
    void require(HttpRequest<?> request) {
        if (file.isEmpty()) {
            throw RegistryException.of(ErrorCode.UNSUPPORTED, "berth.maintenance.tokenfile is not set")
                    .withStatus(404);
        }
        if (!matches(String.valueOf(request.getHeaders().get(HttpHeaders.AUTHORIZATION)))) {
            throw RegistryException.of(ErrorCode.UNAUTHORIZED);
        }
    }

    /// Compares in a time that says nothing about where the two differ.
    private boolean matches(String authorization) {
        String given = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length()).strip()
                : "";
        String expected = file.map(MaintenanceToken::read).orElse("");
        return !expected.isEmpty() && MessageDigest.isEqual(bytes(given), bytes(expected));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Path path) {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            LOG.error("The maintenance token {} cannot be read: {}", path, e.getMessage());
            return "";
        }
    }
}
