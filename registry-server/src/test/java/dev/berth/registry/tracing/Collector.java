package dev.berth.registry.tracing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes spans by OTLP over HTTP, as a collector does.
final class Collector implements AutoCloseable {
    /// What was sent at once.
    record Message(String path, Headers headers, List<ReceivedSpan> spans, String resource) {}

    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile int status = 200;

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (status != 200) {
                refused.incrementAndGet();
            } else {
                messages.add(new Message(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders(),
                        ReceivedSpan.all(body),
                        ReceivedSpan.resource(body)));
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answer(int code) {
        status = code;
    }

    int refused() {
        return refused.get();
    }

    List<Message> messages() {
        return messages;
    }

    List<ReceivedSpan> spans() {
        return messages.stream().flatMap(message -> message.spans().stream()).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
