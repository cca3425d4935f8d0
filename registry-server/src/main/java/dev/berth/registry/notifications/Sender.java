package dev.berth.registry.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.notifications.Outcome.Answered;
import dev.berth.registry.notifications.Outcome.Unreached;
import dev.berth.registry.tls.TrustedServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes one attempt at a time to hand a message to an endpoint.
final class Sender implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_REDIRECTS = 3;
    private final EndpointConfig config;
    private final HttpClient client;

    Sender(EndpointConfig config) {
        this.config = config;
        this.client = builder(config)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.patience().timeout())
                .build();
    }

    private static HttpClient.Builder builder(EndpointConfig config) {
        List<Path> authorities = config.extras().authorities();
        return authorities.isEmpty()
                ? HttpClient.newBuilder()
                : HttpClient.newBuilder().sslContext(TrustedServers.context(authorities));
    }

    /// Throws an [IOException] when the line is no message.
    Outcome send(String line) throws IOException, InterruptedException {
        JsonNode message = JSON.readTree(line);
        String type = message.path("contentType").asText("application/json");
        byte[] body = JSON.writeValueAsBytes(message.path("body"));
        try {
            HttpResponse<Void> answer = post(config.url(), type, body);
            for (int i = 0; i < MOST_REDIRECTS; i++) {
                Optional<URI> onward = sameServer(answer);
                if (onward.isEmpty()) {
                    break;
                }
                answer = post(onward.get(), type, body);
            }
            return new Answered(answer.statusCode());
        } catch (TimeoutException _) {
            return new Unreached(
                    "no answer within " + config.patience().timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Unreached(
                    Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName());
        }
    }

    /// The time limit is for the whole answer, which a server may never end.
    private HttpResponse<Void> post(URI url, String type, byte[] body)
            throws InterruptedException, ExecutionException, TimeoutException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .POST(BodyPublishers.ofByteArray(body))
                .setHeader("Content-Type", type);
        config.headers().forEach((name, values) -> set(request, name, values));
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request.build(), BodyHandlers.discarding());
        try {
            return answer.get(config.patience().timeout().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    /// The first value replaces what was there, the others are added.
    private static void set(HttpRequest.Builder request, String name, List<String> values) {
        boolean first = true;
        for (String value : values) {
            if (first) {
                request.setHeader(name, value);
            } else {
                request.header(name, value);
            }
            first = false;
        }
    }

    /// Where a redirect leads that keeps the method, as long as it stays at the same server: the headers may be secret.
    private Optional<URI> sameServer(HttpResponse<Void> answer) {
        if (answer.statusCode() != 307 && answer.statusCode() != 308) {
            return Optional.empty();
        }
        return answer.headers()
                .firstValue("Location")
                .flatMap(Sender::parsed)
                .map(location -> answer.uri().resolve(location))
                .filter(target -> origin(target).equals(origin(config.url())));
    }

    private static Optional<URI> parsed(String location) {
        try {
            return Optional.of(URI.create(location));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getHost() + ":" + url.getPort();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
