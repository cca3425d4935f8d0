package dev.berth.registry.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// An endpoint: keeps what it took, and answers as it is told.
final class Receiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What was sent at once.
    record Message(String path, Headers headers, JsonNode body) {
        JsonNode event() {
            return body.path("events").path(0);
        }

        String tag() {
            return event().path("target").path("tag").asText();
        }
    }

    private final String scheme;
    private final HttpServer server;
    private final List<Message> taken = new CopyOnWriteArrayList<>();
    private final List<Message> refused = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile boolean hanging;
    private volatile String location = "";

    Receiver() {
        this(0);
    }

    Receiver(int port) {
        this(port, null);
    }

    /// One that speaks TLS.
    Receiver(SSLContext tls) {
        this(0, tls);
    }

    private Receiver(int port, @Nullable SSLContext tls) {
        scheme = tls == null ? "http" : "https";
        try {
            server = tls == null
                    ? HttpServer.create(address(port), 0)
                    : secured(HttpsServer.create(address(port), 0), tls);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static HttpServer secured(HttpsServer server, SSLContext tls) {
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            var message = new Message(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body);
            if (hanging) {
                refused.add(message);
                over.await();
                return;
            }
            boolean redirects = !location.isEmpty() && !message.path().equals("/moved");
            (status < 300 && !redirects ? taken : refused).add(message);
            if (redirects) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(redirects ? 307 : status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return scheme + "://127.0.0.1:" + port() + "/hook";
    }

    List<Message> taken() {
        return taken;
    }

    List<Message> refused() {
        return refused;
    }

    void answer(int code) {
        status = code;
    }

    /// Sends everything that does not come to `/moved` there, or to another server.
    void redirectTo(String target) {
        location = target;
    }

    /// From now on there are no answers.
    void hang() {
        hanging = true;
    }

    void forget() {
        taken.clear();
        refused.clear();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
