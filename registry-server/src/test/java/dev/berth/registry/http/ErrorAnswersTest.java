package dev.berth.registry.http;

import static dev.berth.registry.TestRegistry.header;
import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.RawConnection;
import dev.berth.registry.TestRegistry;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorAnswersTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private static final String DIGEST = "sha256:" + "0".repeat(64);

    record Request(String method, String path, int status, String code) {}

    static Stream<Request> hostile() {
        return Stream.of(
                new Request("GET", "/v2/UPPER/manifests/v1", 400, "NAME_INVALID"),
                new Request("GET", "/v2/a//b/manifests/v1", 400, "NAME_INVALID"),
                new Request("GET", "/v2/../manifests/v1", 400, "NAME_INVALID"),
                new Request("GET", "/v2/a/../../etc/manifests/v1", 400, "NAME_INVALID"),
                new Request("GET", "/v2/..%2f..%2fetc/manifests/v1", 400, "NAME_INVALID"),
                new Request("GET", "/v2/%2e%2e/%2e%2e/manifests/v1", 400, "NAME_INVALID"),
                new Request("GET", "/v2/a%00b/manifests/v1", 400, "NAME_INVALID"),
                new Request("GET", "/v2/_uploads/manifests/v1", 400, "NAME_INVALID"),
                new Request("GET", "/v2/a/_layers/tags/list", 400, "NAME_INVALID"),
                new Request("GET", "/v2/a.-b/tags/list", 400, "NAME_INVALID"),
                new Request("GET", "/v2/" + "a".repeat(256) + "/tags/list", 400, "NAME_INVALID"),
                new Request("GET", "/v2/" + "a/".repeat(200) + "a/tags/list", 400, "NAME_INVALID"),
                new Request("GET", "/v2/a/blobs/sha256:..%2f..%2f..%2fetc", 400, "DIGEST_INVALID"),
                new Request("GET", "/v2/a/blobs/sha256:" + "A".repeat(64), 400, "DIGEST_INVALID"),
                new Request("GET", "/v2/a/manifests/..%2f..%2flink", 404, "MANIFEST_UNKNOWN"),
                new Request("GET", "/v2/a/manifests/%2e%2e", 404, "MANIFEST_UNKNOWN"),
                new Request("DELETE", "/v2/a/manifests/%00", 404, "MANIFEST_UNKNOWN"),
                new Request("GET", "/v2/a/blobs/uploads/..%2f..%2f_layers", 404, "BLOB_UPLOAD_UNKNOWN"),
                new Request("GET", "/v2/a/blobs/uploads/%2e%2e", 404, "BLOB_UPLOAD_UNKNOWN"),
                new Request("DELETE", "/v2/a/blobs/uploads/%2e", 404, "BLOB_UPLOAD_UNKNOWN"),
                new Request("POST", "/v2/a/blobs/uploads/?mount=" + DIGEST + "&from=../b", 400, "NAME_INVALID"),
                new Request("POST", "/v2/a/blobs/uploads/?mount=../../x&from=b", 400, "DIGEST_INVALID"),
                new Request("GET", "/v2/a/referrers/..%2f..", 400, "DIGEST_INVALID"),
                new Request("GET", "/v2/nothing/here", 404, "NAME_UNKNOWN"),
                new Request("GET", "/elsewhere", 404, "NAME_UNKNOWN"),
                new Request("POST", "/v2/a/manifests/v1", 405, "UNSUPPORTED"),
                new Request("PATCH", "/v2/a/tags/list", 405, "UNSUPPORTED"),
                new Request("BREW", "/v2/a/tags/list", 405, "UNSUPPORTED"),
                new Request("GET", "/v2/a/manifests/%zz", 400, "UNSUPPORTED"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void mistakeIsAnsweredWithAnErrorBodyOfTheSpecification(Request request) throws IOException {
        try (var connection = new RawConnection(REGISTRY)) {
            var answer = connection.request(request.method(), request.path()).read();

            assertThat(answer.status()).as(answer.text()).isEqualTo(request.status());
            assertThat(answer.hasHeader("Content-Type: application/json")).isTrue();
            assertThat(answer.hasHeader("Docker-Distribution-API-Version: registry/2.0"))
                    .isTrue();
            var error = new JsonMapper().readTree(answer.text()).path("errors").path(0);
            assertThat(error.path("code").asText()).isEqualTo(request.code());
            assertThat(error.path("message").asText()).isNotEmpty();
        }
    }

    @Test
    void errorsOfHeadHaveNoBodyAndKeepTheConnection() throws IOException {
        try (var connection = new RawConnection(REGISTRY)) {
            for (var path : new String[] {"/v2/a/blobs/" + DIGEST, "/v2/a/manifests/v1", "/v2/A/manifests/v1"}) {
                var answer = connection.request("HEAD", path).readWithoutBody();
                assertThat(answer.status()).isIn(400, 404);
                assertThat(answer.head().toLowerCase(Locale.ROOT)).doesNotContain("connection: close");
            }
            assertThat(connection.request("GET", "/v2/").read().text()).isEqualTo("{}");
        }
    }

    @Test
    void requestLineThatIsNoneIsAnsweredToo() throws IOException {
        try (var connection = new RawConnection(REGISTRY)) {
            var answer =
                    connection.send("GET /v2/\\ HTTP/1.1\r\nHost: r\r\n\r\n").read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.hasHeader("Docker-Distribution-API-Version: registry/2.0"))
                    .isTrue();
        }
    }

    @Test
    void baseTellsThatARegistryIsHere() {
        var answer = REGISTRY.get("/v2/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{}");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Docker-Distribution-API-Version")).isEqualTo("registry/2.0");
        assertThat(REGISTRY.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void baseWithoutItsLastSlashLeadsToTheOneWithIt() {
        var answer = REGISTRY.get("/v2");

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(REGISTRY.uri("/v2").resolve(header(answer, "Location"))).isEqualTo(REGISTRY.uri("/v2/"));
        assertThat(header(answer, "Docker-Distribution-API-Version")).isEqualTo("registry/2.0");
    }

    @Test
    void answersAreNeverCompressed() {
        REGISTRY.pushImage("e/plain", "v1", "x".repeat(9000));

        var answer = REGISTRY.get("/v2/e/plain/manifests/v1", "Accept-Encoding: gzip, deflate");

        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void nestedNamesMayHoldTheWordsOfTheRoutes() {
        for (var name :
                new String[] {"blobs/uploads", "a/manifests/b", "tags/list", "manifests/tags/list", "a/blobs"}) {
            var image = REGISTRY.pushImage(name, "v1", "words");
            assertThat(REGISTRY.get("/v2/" + name + "/manifests/v1").body()).isEqualTo(image.bytes());
            assertThat(text(REGISTRY.get("/v2/" + name + "/tags/list"))).contains("\"name\":\"" + name + "\"");
        }
    }
}
