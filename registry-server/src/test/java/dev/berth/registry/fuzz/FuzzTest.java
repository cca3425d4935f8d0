package dev.berth.registry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.RawConnection;
import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.ErrorCode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/// Hostile requests and settings: nothing but documented errors, no server error, and no trace in the log. More of them
/// with `-Dfuzz.count=1000000`, others with `-Dfuzz.seed=2`.
class FuzzTest {
    private static final int COUNT = Integer.getInteger("fuzz.count", 4_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "GET", "PUT", "BREW");
    private static final List<String> HEADERS = List.of(
            "Range: bytes=0-5",
            "Content-Range: 0-4",
            "Accept: application/vnd.oci.image.manifest.v1+json;q=0.5, */*",
            "Forwarded: for=192.0.2.1;proto=https;host=registry.test",
            "X-Forwarded-Host: registry.test",
            "X-Forwarded-Proto: https",
            "Authorization: Basic YTpi",
            "If-None-Match: \"sha256:0\"",
            "Content-Type: application/vnd.oci.image.index.v1+json",
            "Accept-Encoding: gzip");

    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private static final List<String> PATHS = new ArrayList<>();
    private static String manifest = "";

    @BeforeAll
    static void fill() {
        var image = REGISTRY.pushImage("team/app", "v1", "fuzz");
        var layer = Digest.sha256(TestImages.layer("fuzz"));
        var upload = REGISTRY.startUpload("team/app");
        manifest = image.text();
        PATHS.addAll(List.of(
                "/v2/",
                "/v2/_catalog?n=1&last=a",
                "/v2/team/app/tags/list?n=1&last=a",
                "/v2/team/app/manifests/v1",
                "/v2/team/app/manifests/" + image.digest(),
                "/v2/team/app/manifests/" + image.digest() + "?tag=a&tag=b",
                "/v2/team/app/blobs/" + layer,
                "/v2/team/app/referrers/" + image.digest() + "?artifactType=a/b",
                "/v2/team/app/blobs/uploads/?mount=" + layer + "&from=team/app",
                "/v2/team/app/blobs/uploads/?digest=" + layer,
                upload,
                upload + "?digest=" + layer,
                "/berth/v1/garbage-collections/latest"));
    }

    @Test
    void hostileRequestsGetDocumentedErrors() throws Exception {
        var mutation = new Mutation(SEED);
        var log = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        int answered = 0;
        try {
            for (int i = 0; i < COUNT; i++) {
                answered += exchange(request(mutation)) ? 1 : 0;
            }
        } finally {
            root.detachAppender(log);
        }
        System.out.println(
                "fuzz: " + COUNT + " requests of seed " + SEED + ", " + answered + " answered, the rest ended");
        assertThat(answered).isGreaterThan(COUNT / 2);
        assertThat(log.list.stream()
                        .filter(event -> event.getThrowableProxy() != null)
                        .map(event -> event.getFormattedMessage() + " "
                                + event.getThrowableProxy().getClassName() + ": "
                                + event.getThrowableProxy().getMessage()))
                .isEmpty();
        assertThat(REGISTRY.get("/v2/team/app/tags/list").statusCode()).isEqualTo(200);
    }

    private static String request(Mutation mutation) {
        var method = mutation.pick(METHODS);
        var body = switch (mutation.pick(List.of(0, 1, 2))) {
            case 0 -> "";
            case 1 -> mutation.of("hello");
            default -> mutation.of(manifest);
        };
        return method + " " + lineOf(mutation.of(mutation.pick(PATHS))) + " HTTP/1.1\r\nHost: registry\r\n"
                + lineOf(mutation.of(mutation.pick(HEADERS))) + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body;
    }

    /// A line of a request stays one: what is sent is one request, however odd.
    private static String lineOf(String text) {
        return text.replace("\r", "").replace("\n", "");
    }

    /// True when an answer came, which was then looked at; false when the connection was ended, as for what is no HTTP.
    private static boolean exchange(String request) throws IOException {
        try (var connection = new RawConnection(REGISTRY)) {
            connection.send(request);
            var answer = request.startsWith("HEAD ") ? connection.readWithoutBody() : connection.read();
            check(request, answer);
            return true;
        } catch (IOException e) {
            if (e instanceof SocketTimeoutException) {
                fail("no answer in time to: " + request, e);
            }
            return false;
        }
    }

    private static void check(String request, RawConnection.Answer answer) throws IOException {
        assertThat(answer.status()).as(request).isLessThan(500);
        if (answer.status() < 400 || request.startsWith("HEAD ")) {
            return;
        }
        var code = JSON.readTree(answer.text()).at("/errors/0/code").asText();
        assertThat(Arrays.stream(ErrorCode.values()).map(Enum::name))
                .as("%d %s to %s", answer.status(), answer.text(), request)
                .contains(code);
    }

    @Test
    void hostileSettingsAreRefusedWithASentence() {
        var mutation = new Mutation(SEED);
        var yaml = """
                version: 0.1
                storage: {filesystem: {rootdirectory: /tmp/x}, delete: {enabled: true}}
                http: {addr: ':5000', headers: {X-A: [b]}, tls: {minimumtls: tls1.2}, debug: {addr: ':5001'}}
                auth: {htpasswd: {realm: r, path: /x}}
                berth: {access: {rules: [{users: [a], repositories: ['a/*'], actions: [pull]}]}}
                """;
        int refused = 0;
        for (int i = 0; i < COUNT; i++) {
            var text = mutation.of(yaml);
            var variable = mutation.of("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY");
            try {
                Configuration.of(text, "test", Map.of(variable, mutation.of("/data")));
            } catch (ConfigurationException e) {
                refused++;
                assertThat(e.getMessage()).as(text).isNotBlank();
            }
        }
        System.out.println("fuzz: " + COUNT + " configurations of seed " + SEED + ", " + refused + " refused");
        assertThat(refused).isGreaterThan(COUNT / 10);
    }
}
