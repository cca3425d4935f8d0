package dev.berth.operator.endpoint;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the health page at a pod's own address: a Service sends nothing to a pod that is not ready.
public final class HttpServerHealth implements ServerHealth {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServerHealth.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int LONGEST_ANSWER = 4096;

    private final int port;

    public HttpServerHealth(int port) {
        this.port = port;
    }

    @Override
    public Optional<String> complaint(String address) {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(new Target(address, port, address, Target.Tls.NONE).uri("/readyz"))
                            .timeout(TIMEOUT)
                            .build(),
                    BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
            return response.statusCode() == 503
                    ? response.body().lines().findFirst().filter(line -> !line.isBlank())
                    : Optional.empty();
        } catch (IOException e) {
            LOG.debug("no word from {}: {}", address, e.toString());
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
