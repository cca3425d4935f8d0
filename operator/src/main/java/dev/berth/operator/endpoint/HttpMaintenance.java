package dev.berth.operator.endpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the maintenance API. The token goes only to a server that presents the expected certificate.
public final class HttpMaintenance implements Maintenance {
    private static final Logger LOG = LoggerFactory.getLogger(HttpMaintenance.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public Optional<CollectionReport> collection(Target target, String token) {
        return ask(target, "garbage-collections/latest", token, CollectionReport.class);
    }

    @Override
    public Optional<MigrationReport> migration(Target target, String token) {
        return ask(target, "migration", token, MigrationReport.class);
    }

    @Override
    public Optional<StorageReport> storage(Target target, String token) {
        return ask(target, "storage", token, StorageReport.class);
    }

    private static <T> Optional<T> ask(Target target, String what, String token, Class<T> type) {
        try (HttpClient client = client(target)) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(target.uri("/berth/v1/" + what))
                            .timeout(TIMEOUT)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(JSON.readValue(response.body(), type)) : Optional.empty();
        } catch (IOException | GeneralSecurityException e) {
            LOG.debug("no report from {}: {}", target.host(), e.toString());
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static HttpClient client(Target target) throws GeneralSecurityException, IOException {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1);
        if (target.tls().enabled()) {
            builder.sslContext(Trust.context(target.tls()));
        }
        return builder.build();
    }
}
