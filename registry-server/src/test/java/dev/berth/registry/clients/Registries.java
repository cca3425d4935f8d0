package dev.berth.registry.clients;

import dev.berth.registry.RunningRegistry;
import dev.berth.registry.TestStorage;
import dev.berth.registry.auth.htpasswd.Bcrypt;
import dev.berth.registry.clients.programs.Endpoint;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.tls.PinnedCertificate;
import dev.berth.registry.tls.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// One registry for each kind of access, and what they hold as somebody with a login sees it.
final class Registries implements AutoCloseable {
    private final Map<Access, RunningRegistry> running = new EnumMap<>(Access.class);
    private final Path authority;
    private final HttpClient client;

    Registries(Path folder) {
        try {
            authority = writeFiles(folder);
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedCertificate(authority)}, null);
            client = HttpClient.newBuilder().sslContext(context).build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        for (var access : Access.values()) {
            var configuration = Configuration.of(
                    access.settings(folder, TestStorage.in(folder).settings()), "test", Map.of());
            running.put(access, RunningRegistry.start(configuration));
        }
    }

    /// Returns the file of the authority, alone in a folder as podman and its kin want it.
    private static Path writeFiles(Path folder) throws IOException {
        var certificate = TestCertificate.make(folder, "EC");
        certificate.write(folder);
        Files.writeString(
                folder.resolve("htpasswd"),
                Endpoint.ALICE.name() + ":" + Bcrypt.hash(Endpoint.ALICE.password()) + "\n");
        var authority = Files.createDirectory(folder.resolve("authority")).resolve("ca.crt");
        return Files.writeString(authority, certificate.certificatePem());
    }

    Endpoint endpoint(Access access) {
        var host = "127.0.0.1:" + address(access).getPort();
        return new Endpoint(host, access.hasCertificate() ? Optional.of(authority) : Optional.empty());
    }

    private URI address(Access access) {
        return Optional.ofNullable(running.get(access)).orElseThrow().address();
    }

    /// The digest of what a reference such as `team/app:1.0.0` names, if it names anything.
    Optional<String> digest(Access access, String reference) {
        var colon = reference.lastIndexOf(':');
        var answer =
                get(access, "/v2/" + reference.substring(0, colon) + "/manifests/" + reference.substring(colon + 1));
        return answer.statusCode() == 404 ? Optional.empty() : answer.headers().firstValue("Docker-Content-Digest");
    }

    HttpResponse<String> get(Access access, String path) {
        var login = (Endpoint.ALICE.name() + ":" + Endpoint.ALICE.password()).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(address(access).resolve(path));
        if (access.asksForLogin()) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        try {
            return client.send(request.header("Accept", "*/*").build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        running.values().forEach(RunningRegistry::close);
        client.close();
    }
}
