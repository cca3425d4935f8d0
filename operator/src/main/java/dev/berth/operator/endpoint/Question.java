package dev.berth.operator.endpoint;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request to a server that may not be there. Its time-out counts for the connection, too.
record Question(Target target, HttpRequest request) {
    private static final Logger LOG = LoggerFactory.getLogger(Question.class);

    /// Empty when nobody, or somebody else, answers.
    Optional<HttpResponse<String>> ask(BodyHandler<String> body) {
        try (HttpClient client = client()) {
            return Optional.of(client.send(request, body));
        } catch (IOException | GeneralSecurityException e) {
            LOG.debug("no answer from {}: {}", target.host(), e.toString());
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpClient client() throws GeneralSecurityException, IOException {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        request.timeout().ifPresent(builder::connectTimeout);
        if (target.tls().enabled()) {
            builder.sslContext(Trust.context(target.tls()));
        }
        return builder.build();
    }
}
