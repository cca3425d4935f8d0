package dev.berth.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Answers like a Kubernetes API server that holds one Registry and agrees to every write. Watches stay open and
/// silent.
final class PretendedApiServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 300;
    private static final String REGISTRY = """
            {"apiVersion":"berth.dev/v1alpha1","kind":"Registry","metadata":{"name":"training","namespace":"default",
            "uid":"00000000-0000-0000-0000-000000000001","resourceVersion":"1","generation":1,
            "creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"replicas":1,
            "storage":{"persistentVolumeClaim":{"size":"10Gi","accessModes":["ReadWriteOnce"],"deletionPolicy":"Retain"}},
            "auth":{"users":[{"name":"admin","generate":{}}]},"tls":{"mode":"SelfSigned"},
            "expose":{"service":{"type":"ClusterIP","port":5000}},
            "garbageCollection":{"schedule":"23 3 * * *","timeZone":"Etc/UTC","suspend":false,"deleteUntagged":false,
            "minAge":"24h"}}}
            """;

    private static final String NOT_FOUND = """
            {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}
            """;

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch statusWritten = new CountDownLatch(1);

    private PretendedApiServer(HttpServer server) {
        this.server = server;
    }

    static PretendedApiServer start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var api = new PretendedApiServer(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", api::answer);
        server.start();
        return api;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void awaitStatus() throws IOException, InterruptedException {
        if (!statusWritten.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the operator wrote no status within %d s".formatted(PATIENCE_SECONDS));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = Objects.toString(exchange.getRequestURI().getQuery(), "");
            if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
                exchange.sendResponseHeaders(200, -1); // No WebSockets: the client then watches by plain HTTP.
            } else if (query.contains("watch=true")) {
                watch(exchange);
            } else if (exchange.getRequestMethod().equals("GET")) {
                get(exchange, ApiPath.parse(exchange.getRequestURI().getPath()));
            } else {
                write(exchange);
            }
        }
    }

    private void watch(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void get(HttpExchange exchange, ApiPath path) throws IOException {
        if (path.group().equals("monitoring.coreos.com")) {
            send(exchange, 404, NOT_FOUND);
        } else if (path.isList()) {
            String items = path.resource().equals("registries") ? REGISTRY : "";
            send(exchange, 200, """
                    {"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[%s]}
                    """.formatted(items));
        } else if (path.resource().equals("registries")) {
            send(exchange, 200, REGISTRY);
        } else {
            send(exchange, 404, NOT_FOUND);
        }
    }

    /// Gives back what was sent, as if it had been stored.
    private void write(HttpExchange exchange) throws IOException {
        ApiPath path = ApiPath.parse(exchange.getRequestURI().getPath());
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        ObjectNode stored = body instanceof ObjectNode object ? object : JSON.createObjectNode();
        if (path.resource().equals("registries")) {
            stored = ((ObjectNode) JSON.readTree(REGISTRY)).set("status", stored.path("status"));
        }
        ObjectNode metadata = stored.withObject("/metadata");
        metadata.put("uid", "00000000-0000-0000-0000-000000000002").put("resourceVersion", "2");
        if (path.resource().startsWith("selfsubject")) {
            stored.withObject("/status")
                    .put("allowed", true)
                    .put("incomplete", false)
                    .putArray("resourceRules")
                    .add(JSON.readTree("{\"verbs\":[\"*\"],\"apiGroups\":[\"*\"],\"resources\":[\"*\"]}"));
        }
        send(exchange, exchange.getRequestMethod().equals("POST") ? 201 : 200, stored.toString());
        if (path.resource().equals("registries")) {
            statusWritten.countDown();
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /// `/api/v1/namespaces/a/secrets/b` in parts; the name is empty for a list.
    record ApiPath(String group, String resource, String name) {
        static ApiPath parse(String path) {
            String[] parts = path.substring(1).split("/");
            boolean core = parts[0].equals("api");
            int next = core ? 2 : 3;
            if (parts.length > next + 2 && parts[next].equals("namespaces")) {
                next += 2;
            }
            return new ApiPath(core ? "" : part(parts, 1), part(parts, next), part(parts, next + 1));
        }

        boolean isList() {
            return name.isEmpty();
        }

        private static String part(String[] parts, int index) {
            return index < parts.length ? parts[index] : "";
        }
    }
}
