package dev.berth.operator.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
        HttpRequest request = HttpRequest.newBuilder(target.uri("/berth/v1/" + what))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .build();
        return new Question(target, request)
                .ask(BodyHandlers.ofString())
                .filter(response -> response.statusCode() == 200)
                .flatMap(response -> read(response.body(), type));
    }

    private static <T> Optional<T> read(String answer, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(answer, type));
        } catch (JsonProcessingException e) {
            LOG.debug("no {}: {}", type.getSimpleName(), e.toString());
            return Optional.empty();
        }
    }
}
