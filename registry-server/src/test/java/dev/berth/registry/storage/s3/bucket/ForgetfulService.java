package dev.berth.registry.storage.s3.bucket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A service of the kind that overlooks conditions: it writes, reads and deletes single objects, whatever is asked
/// beside that. There is none among the real ones at hand.
final class ForgetfulService implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Stored> objects = new ConcurrentHashMap<>();
    private final AtomicInteger versions = new AtomicInteger();

    private record Stored(String content, String version) {}

    ForgetfulService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var key = exchange.getRequestURI().getPath();
            var body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    objects.put(
                            key, new Stored(new String(body, ISO_8859_1), "\"" + versions.incrementAndGet() + "\""));
                    answer(exchange, 200, key);
                }
                case "DELETE" -> {
                    objects.remove(key);
                    exchange.sendResponseHeaders(204, -1);
                }
                case "HEAD", "GET" -> answer(exchange, objects.containsKey(key) ? 200 : 404, key);
                default -> exchange.sendResponseHeaders(501, -1);
            }
        }
    }

    private void answer(HttpExchange exchange, int status, String key) throws IOException {
        var stored = objects.get(key);
        if (stored != null) {
            exchange.getResponseHeaders().set("ETag", stored.version());
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders()
                        .set("Content-Length", "" + stored.content().length());
            }
            exchange.getResponseHeaders().set("Last-Modified", "Sat, 01 Jan 2028 00:00:00 GMT");
        }
        var content = stored == null || !exchange.getRequestMethod().equals("GET")
                ? new byte[0]
                : stored.content().getBytes(ISO_8859_1);
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
