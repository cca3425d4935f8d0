package dev.berth.registry.manifests;

import static dev.berth.registry.TestRegistry.header;
import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidManifestTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    record Invalid(String name, String contentType, String body) {}

    static Stream<Invalid> invalid() {
        var type = MediaType.OCI_MANIFEST.value();
        var config = "{\"mediaType\":\"x/y\",\"digest\":\"" + Digest.sha256(new byte[0]) + "\",\"size\":0}";
        return Stream.of(
                new Invalid("not JSON", type, "hello"),
                new Invalid("empty", type, ""),
                new Invalid("a list", type, "[]"),
                new Invalid("no version", type, "{\"config\":" + config + "}"),
                new Invalid("no config", type, "{\"schemaVersion\":2,\"layers\":[]}"),
                new Invalid("two documents", type, "{\"schemaVersion\":2}{}"),
                new Invalid("key twice", type, "{\"schemaVersion\":2,\"schemaVersion\":2}"),
                new Invalid("deep", type, "[".repeat(5000)),
                new Invalid(
                        "image and index", type, "{\"schemaVersion\":2,\"config\":" + config + ",\"manifests\":[]}"),
                new Invalid(
                        "another type in the header",
                        MediaType.OCI_INDEX.value(),
                        "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"config\":" + config + "}"),
                new Invalid("schema 1", "application/vnd.docker.distribution.manifest.v1+prettyjws", "{}"),
                new Invalid(
                        "docker without type",
                        MediaType.DOCKER_MANIFEST.value(),
                        "{\"schemaVersion\":2,\"config\":" + config + "}"),
                new Invalid(
                        "bad digest",
                        type,
                        "{\"schemaVersion\":2,\"config\":{\"digest\":\"sha256:../..\",\"size\":1}}"),
                new Invalid(
                        "negative size",
                        type,
                        "{\"schemaVersion\":2,\"config\":" + config.replace(":0}", ":-1}") + "}"),
                new Invalid("layers no list", type, "{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":{}}"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void invalidManifestIsRefused(Invalid invalid) {
        var answer =
                REGISTRY.putManifest("m/invalid", "v1", new TestImages.Document(invalid.body(), invalid.contentType()));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
        assertThat(text(answer)).contains("MANIFEST_INVALID");
    }

    @Test
    void manifestAboveTheLimitIsRefused() {
        var body = " ".repeat((4 << 20) + 1);

        var answer = REGISTRY.putManifest("m/large", "v1", new TestImages.Document(body, image().mediaType()));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(text(answer)).contains("MANIFEST_INVALID");
    }

    @Test
    void manifestOfExactlyTheLimitIsTaken() {
        push("m/limit");
        var text = image().text();
        var padded = text.substring(0, text.length() - 1) + " ".repeat((4 << 20) - text.length()) + "}";

        var answer = REGISTRY.putManifest("m/limit", "v1", new TestImages.Document(padded, image().mediaType()));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(REGISTRY.get("/v2/m/limit/manifests/v1").body()).hasSize(4 << 20);
    }

    @Test
    void typeIsGuessedWhereNoneIsGiven() {
        push("m/guess");
        var text = image().text().replace("\"mediaType\":\"" + image().mediaType() + "\",", "");
        var path = "/v2/m/guess/manifests/v1";

        assertThat(REGISTRY.put(path, text.getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(201);
        assertThat(header(REGISTRY.head(path), "Content-Type")).isEqualTo(MediaType.OCI_MANIFEST.value());
    }

    private static TestImages.Document image() {
        return TestImages.image(TestImages.config("seed"), TestImages.layer("seed"));
    }

    private static void push(String repository) {
        REGISTRY.pushBlob(repository, TestImages.config("seed"));
        REGISTRY.pushBlob(repository, TestImages.layer("seed"));
    }
}
