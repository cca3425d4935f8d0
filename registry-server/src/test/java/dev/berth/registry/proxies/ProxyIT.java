package dev.berth.registry.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.InstalledPrograms;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.TestImages;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.tls.PinnedCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A registry that is published at `https://localhost/registry/` by the proxies that people use, with relative
/// addresses and with whole ones.
class ProxyIT {
    private static final Map<String, String> ENTRIES = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    private static RunningRegistry relative;
    private static RunningRegistry absolute;
    private static ReverseProxies proxies;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        for (var program : new String[] {"nginx", "envoy"}) {
            InstalledPrograms.require(program, "ProxyIT");
        }
        relative = registry("relative", true);
        absolute = registry("absolute", false);
        proxies = new ReverseProxies(folder);
        for (var registry : Map.of("relative", relative, "absolute", absolute).entrySet()) {
            var address = "http://127.0.0.1:" + registry.getValue().address().getPort();
            var name = registry.getKey();
            put(name + " nginx", proxies.nginx(address, true));
            put(name + " nginx that cuts the path", proxies.nginx(address + "/", true));
            put(name + " envoy", proxies.envoy(registry.getValue().address().getPort()));
            put(name + " envoy before nginx", proxies.envoy(proxies.nginx(address, false)));
        }
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new PinnedCertificate(folder.resolve("tls.crt"))}, null);
        client = HttpClient.newBuilder().sslContext(context).build();
    }

    private static void put(String name, int port) {
        ENTRIES.put(name, "https://localhost:" + port + "/registry");
    }

    private static RunningRegistry registry(String name, boolean relativeUrls) {
        return RunningRegistry.start(
                Configuration.of("""
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: '127.0.0.1:0', prefix: /registry/, relativeurls: %s}
                """.formatted(folder.resolve(name), relativeUrls), "test", Map.of()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (proxies != null) {
            client.close();
            proxies.close();
            relative.close();
            absolute.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "relative nginx",
        "relative nginx that cuts the path",
        "relative envoy",
        "relative envoy before nginx",
        "absolute nginx",
        "absolute nginx that cuts the path",
        "absolute envoy",
        "absolute envoy before nginx"
    })
    void anImageGoesInAndOutByTheAddressesThatAreAnswered(String entry) throws Exception {
        var base = ENTRIES.get(entry);
        var layer = new byte[3 << 20];
        new Random(entry.hashCode()).nextBytes(layer);
        var config = TestImages.config(entry);
        push(base, config);
        push(base, layer);
        var manifest = TestImages.image(config, layer);
        for (var tag : new String[] {"a", "b"}) {
            var stored = send(HttpRequest.newBuilder(URI.create(base + "/v2/team/app/manifests/" + tag))
                    .header("Content-Type", manifest.mediaType())
                    .PUT(BodyPublishers.ofByteArray(manifest.bytes())));
            assertThat(location(base, stored)).endsWith("/registry/v2/team/app/manifests/" + manifest.digest());
        }

        assertThat(get(location(base, head(base, layer))).body()).isEqualTo(layer);
        assertThat(pages(base + "/v2/team/app/tags/list?n=1")).contains("\"a\"", "\"b\"");
    }

    /// In pieces of unknown length, as docker sends them.
    private static void push(String base, byte[] blob) throws Exception {
        var started = send(HttpRequest.newBuilder(URI.create(base + "/v2/team/app/blobs/uploads/"))
                .POST(BodyPublishers.noBody()));
        assertThat(started.statusCode()).isEqualTo(202);
        var streamed = send(HttpRequest.newBuilder(URI.create(location(base, started)))
                .method("PATCH", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(blob))));
        assertThat(streamed.statusCode()).isEqualTo(202);
        var last = location(base, streamed);
        var stored = send(HttpRequest.newBuilder(
                        URI.create(last + (last.contains("?") ? "&" : "?") + "digest=" + Digest.sha256(blob)))
                .PUT(BodyPublishers.noBody()));
        assertThat(stored.statusCode()).isEqualTo(201);
    }

    private static HttpResponse<byte[]> head(String base, byte[] blob) throws Exception {
        // A mount into the repository that has the blob answers with the blob's address.
        return send(HttpRequest.newBuilder(URI.create(
                        base + "/v2/team/app/blobs/uploads/?mount=" + Digest.sha256(blob) + "&from=team/app"))
                .POST(BodyPublishers.noBody()));
    }

    /// Every page by following the links, joined.
    private static String pages(String first) throws Exception {
        var all = new StringBuilder();
        var next = URI.create(first);
        for (int page = 0; next != null && page < 10; page++) {
            var answer = get(next.toString());
            all.append(new String(answer.body(), StandardCharsets.UTF_8));
            var link = answer.headers().firstValue("Link");
            next = link.isEmpty()
                    ? null
                    : next.resolve(link.get().substring(1, link.get().indexOf('>')));
        }
        return all.toString();
    }

    private static HttpResponse<byte[]> get(String address) throws Exception {
        var answer = send(HttpRequest.newBuilder(URI.create(address)));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    /// As a client resolves it; whole addresses must lead back through the proxy as they are.
    private static String location(String base, HttpResponse<?> answer) {
        var location = answer.headers().firstValue("Location").orElseThrow();
        var resolved = answer.uri().resolve(location).toString();
        assertThat(resolved).startsWith(base + "/v2/");
        return resolved;
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }
}
