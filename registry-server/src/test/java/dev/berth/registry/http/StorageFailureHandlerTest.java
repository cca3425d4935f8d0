package dev.berth.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.StorageException;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.simple.SimpleHttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StorageFailureHandlerTest {

    @Test
    void fullStorageIsSaidToBeFull() {
        var answer = answer("No space left on device");

        assertThat(answer.code()).isEqualTo(507);
        assertThat(body(answer)).contains("\"code\":\"UNKNOWN\"", "no space left on the registry's storage");
    }

    @Test
    void otherFailuresTellTheClientNoDetails() {
        var answer = answer("Input/output error on /secret/path");

        assertThat(answer.code()).isEqualTo(500);
        assertThat(body(answer)).contains("\"code\":\"UNKNOWN\"").doesNotContain("secret");
    }

    private static HttpResponse<?> answer(String reason) {
        var request = new SimpleHttpRequest<>(HttpMethod.PUT, "/v2/a/blobs/uploads/id", null);
        return new StorageFailureHandler().handle(request, StorageException.of("write", new IOException(reason)));
    }

    private static String body(HttpResponse<?> answer) {
        return new String((byte[]) answer.body(), StandardCharsets.UTF_8);
    }
}
