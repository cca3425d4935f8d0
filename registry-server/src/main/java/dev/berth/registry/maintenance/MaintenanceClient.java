package dev.berth.registry.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.tls.PinnedCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Speaks to the maintenance API of a running registry. The token's file is read for each request, as it may be renewed
/// meanwhile.
public final class MaintenanceClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI runs;
    private final Path tokenFile;
    private final HttpClient client;

    public MaintenanceClient(URI server, Path tokenFile, Optional<Path> pinned) {
        this.runs = URI.create(server.toString().replaceAll("/+$", "") + "/berth/v1/garbage-collections");
        this.tokenFile = tokenFile;
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(PATIENCE).version(HttpClient.Version.HTTP_1_1);
        pinned.ifPresent(file -> builder.sslContext(trusting(file)));
        this.client = builder.build();
    }

    /// An answer's status and JSON, an empty object when it has none.
    public record Answer(int status, JsonNode json) {
        public String text(String field) {
            return json.path(field).asText("");
        }
    }

    public Answer start(String json) throws IOException, InterruptedException {
        return send(request(runs)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Answer show(String id) throws IOException, InterruptedException {
        return send(request(URI.create(runs + "/" + id)).GET());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(URI uri) throws IOException {
        return HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + Files.readString(tokenFile).strip());
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        boolean json = response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : JSON.createObjectNode());
    }

    private static SSLContext trusting(Path certificate) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedCertificate(certificate)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }
}
