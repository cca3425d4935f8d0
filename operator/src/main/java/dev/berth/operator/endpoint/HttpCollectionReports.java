package dev.berth.operator.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the maintenance API. The token goes only to a server that presents the expected certificate.
public final class HttpCollectionReports implements CollectionReports {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCollectionReports.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public Optional<CollectionReport> latest(Target target, String token) {
        try (HttpClient client = client(target)) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(uri(target))
                            .timeout(TIMEOUT)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? parse(response.body()) : Optional.empty();
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

    private static URI uri(Target target) {
        String host = target.address().indexOf(':') < 0 ? target.address() : "[" + target.address() + "]";
        return URI.create((target.tls().enabled() ? "https://" : "http://") + host + ":" + target.port()
                + "/berth/v1/garbage-collections/latest");
    }

    private static Optional<CollectionReport> parse(String body) throws JsonProcessingException {
        return Optional.of(JSON.readValue(body, CollectionReport.class));
    }
}
