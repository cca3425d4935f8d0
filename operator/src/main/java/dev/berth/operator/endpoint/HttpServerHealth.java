package dev.berth.operator.endpoint;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Asks the health page at a pod's own address: a Service sends nothing to a pod that is not ready.
public final class HttpServerHealth implements ServerHealth {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int LONGEST_ANSWER = 4096;

    private final int port;

    public HttpServerHealth(int port) {
        this.port = port;
    }

    @Override
    public Optional<String> complaint(String address) {
        Target target = new Target(address, port, address, Target.Tls.NONE);
        HttpRequest request =
                HttpRequest.newBuilder(target.uri("/readyz")).timeout(TIMEOUT).build();
        return new Question(target, request)
                .ask(BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER))
                .filter(response -> response.statusCode() == 503)
                .flatMap(response -> response.body().lines().findFirst())
                .filter(line -> !line.isBlank());
    }
}
