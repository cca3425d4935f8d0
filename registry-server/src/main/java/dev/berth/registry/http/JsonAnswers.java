package dev.berth.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;

/// Answers with a JSON document, its type exact and without a charset.
public final class JsonAnswers {

    private JsonAnswers() {}

    public static MutableHttpResponse<byte[]> json(JsonNode document) {
        return json(document, "application/json");
    }

    public static MutableHttpResponse<byte[]> json(JsonNode document, String contentType) {
        var body = document.toString().getBytes(StandardCharsets.UTF_8);
        return HttpResponse.ok(body)
                .header(HttpHeaders.CONTENT_TYPE, contentType)
                .header(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
    }
}
