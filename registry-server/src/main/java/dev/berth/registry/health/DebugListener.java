package dev.berth.registry.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.ListenAddress;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The second port: `/livez`, `/readyz`, `/debug/health` and the metrics, over plain HTTP. It shares nothing with the
/// registry's own server, so neither is reachable through the other, and it answers while that one drains.
@Singleton
public final class DebugListener {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final HealthConfig config;
    private final Readiness readiness;
    private final PrometheusMeterRegistry meters;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpServer server;

    DebugListener(HealthConfig config, Readiness readiness, PrometheusMeterRegistry meters) {
        this.config = config;
        this.readiness = readiness;
        this.meters = meters;
    }

    /// Listens where the configuration says, if it does; the port it got.
    public OptionalInt start() {
        if (config.address().isEmpty()) {
            return OptionalInt.empty();
        }
        HttpServer started = bind(config.address().get());
        started.setExecutor(threads);
        started.createContext("/", this::answer);
        started.start();
        server = started;
        return OptionalInt.of(started.getAddress().getPort());
    }

    @PreDestroy
    void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    private static HttpServer bind(ListenAddress address) {
        try {
            InetSocketAddress socket = address.host()
                    .map(host -> new InetSocketAddress(host, address.port()))
                    .orElseGet(() -> new InetSocketAddress(address.port()));
            return HttpServer.create(socket, 0);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "http.debug.addr " + address + " cannot be listened on: " + e.getMessage());
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, page(exchange.getRequestURI().getPath()));
        }
    }

    private Page page(String path) {
        if (config.metricsPath().equals(Optional.of(path))) {
            return new Page(200, METRICS, meters.scrape());
        }
        return switch (path) {
            case "/livez" -> new Page(200, TEXT, "ok\n");
            case "/readyz" -> readiness.problem().map(Page::notReady).orElse(new Page(200, TEXT, "ok\n"));
            case "/debug/health" ->
                readiness.problem().map(Page::unhealthy).orElse(new Page(200, "application/json", "{}\n"));
            default -> new Page(404, TEXT, "not found\n");
        };
    }

    private static void send(HttpExchange exchange, Page page) throws IOException {
        byte[] body = page.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(page.status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    private record Page(int status, String type, String body) {
        static Page notReady(String problem) {
            return new Page(503, TEXT, problem + "\n");
        }

        static Page unhealthy(String problem) {
            String escaped = problem.replace("\\", "\\\\").replace("\"", "\\\"");
            return new Page(503, "application/json", "{\"registry\":\"" + escaped + "\"}\n");
        }
    }
}
