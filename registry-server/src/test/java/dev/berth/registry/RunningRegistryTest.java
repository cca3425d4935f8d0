package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.auth.htpasswd.Bcrypt;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.tls.PinnedCertificate;
import dev.berth.registry.tls.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server from a file like the one operators write: TLS, users, a second port.
class RunningRegistryTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static RunningRegistry registry;

    @BeforeAll
    static void start() throws Exception {
        TestCertificate.make(directory, "EC").write(directory);
        Files.writeString(directory.resolve("htpasswd"), "alice:" + Bcrypt.hash("secret") + "\n");
        registry = RunningRegistry.start(configuration());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void rootIsOpenAndTheRestAsksForCredentials() throws Exception {
        assertThat(get("/", "").statusCode()).isEqualTo(200);
        HttpResponse<String> challenged = get("/v2/", "");
        assertThat(challenged.statusCode()).isEqualTo(401);
        assertThat(challenged.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"Test\"");
        assertThat(challenged.headers().firstValue("Docker-Distribution-API-Version"))
                .contains("registry/2.0");
        assertThat(challenged.body()).contains("UNAUTHORIZED");
        assertThat(get("/v2/", "alice:wrong").statusCode()).isEqualTo(401);
        HttpResponse<String> allowed = get("/v2/", "alice:secret");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().map()).doesNotContainKey("berth-user");
    }

    @Test
    void debugPortServesHealthAndMetricsAndNothingOfTheRegistry() throws Exception {
        get("/v2/", "alice:secret");

        assertThat(debug("/livez").statusCode()).isEqualTo(200);
        assertThat(debug("/readyz").statusCode()).isEqualTo(200);
        assertThat(debug("/debug/health").body()).isEqualTo("{}\n");
        assertThat(debug("/v2/").statusCode()).isEqualTo(404);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(debug("/metrics").body())
                        .contains("registry_http_requests_total{code=\"200\",handler=\"base\",method=\"get\"}")
                        .contains("registry_tls_certificate_not_after_timestamp_seconds")
                        .contains("registry_storage_action_seconds")
                        .contains("registry_gc_last_success_timestamp_seconds")
                        .contains("process_uptime_seconds"));
        for (String path : new String[] {"/metrics", "/readyz", "/livez", "/debug/health"}) {
            assertThat(get(path, "alice:secret").statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void refusedUploadIsToldBeforeItsBodyIsSent() throws Exception {
        try (Socket socket = tls()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "PUT /v2/a/blobs/uploads/x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(firstLine(socket)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void newCertificateAndPasswordServeWhileAConnectionGoesOn() throws Exception {
        try (Socket before = tls()) {
            send(before, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(firstLine(before)).startsWith("HTTP/1.1 200");
            String old = Files.readString(directory.resolve("tls.crt"));

            TestCertificate.make(directory, "RSA").write(directory);
            Files.writeString(directory.resolve("htpasswd"), "alice:" + Bcrypt.hash("changed") + "\n");

            await().atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> get("/v2/", "alice:changed").statusCode() == 200);
            assertThat(get("/v2/", "alice:secret").statusCode()).isEqualTo(401);
            assertThat(Files.readString(directory.resolve("tls.crt"))).isNotEqualTo(old);
            send(before, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(firstLine(before)).startsWith("HTTP/1.1 200");
        }
        Files.writeString(directory.resolve("htpasswd"), "alice:" + Bcrypt.hash("secret") + "\n");
        await().atMost(LONG).until(() -> get("/v2/", "alice:secret").statusCode() == 200);
    }

    @Test
    void drainLetsAnUploadEndAndTakesNoNewConnection(@TempDir Path other) throws Exception {
        RunningRegistry draining = RunningRegistry.start(plain(other));
        URI address = draining.address();
        try (Socket upload = new Socket(address.getHost(), address.getPort())) {
            send(
                    upload,
                    "PUT /v2/a/manifests/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(firstLine(upload)).startsWith("HTTP/1.1 100");

            CompletableFuture<Void> drained = CompletableFuture.runAsync(draining::drain);
            await().atMost(LONG).until(() -> !accepts(address));
            assertThat(drained).isNotDone();
            send(upload, "{}");

            assertThat(firstLine(upload)).startsWith("HTTP/1.1 400");
            await().atMost(LONG).until(drained::isDone);
        } finally {
            draining.close();
        }
    }

    private static Configuration configuration() {
        return Configuration.of("""
                version: 0.1
                log: {accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %1$s/data}}
                http:
                  addr: 127.0.0.1:0
                  debug: {addr: "127.0.0.1:0", prometheus: {enabled: true}}
                  tls: {certificate: %1$s/tls.crt, key: %1$s/tls.key}
                auth: {htpasswd: {realm: Test, path: %1$s/htpasswd}}
                """.formatted(directory), "test", Map.of());
    }

    private static Configuration plain(Path data) {
        return Configuration.of(
                "http: {addr: '127.0.0.1:0'}\nstorage: {filesystem: {rootdirectory: " + data + "}}", "test", Map.of());
    }

    private static HttpResponse<String> get(String path, String credentials) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path));
        if (!credentials.isEmpty()) {
            byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trust())
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static HttpResponse<String> debug(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + registry.debugPort().orElseThrow() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Socket tls() throws Exception {
        SSLSocket socket = (SSLSocket) trust().getSocketFactory().createSocket("127.0.0.1", port());
        socket.startHandshake();
        return socket;
    }

    private static SSLContext trust() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new PinnedCertificate(directory.resolve("tls.crt"))}, null);
        return context;
    }

    private static int port() {
        return registry.address().getPort();
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Reads one head and returns its first line.
    private static String firstLine(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }

    private static boolean accepts(URI address) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
