package dev.berth.registry.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.nio.charset.StandardCharsets;

/// Says that a registry is here. Distribution specification, "Determining Support".
@Controller
@Produces(MediaType.ALL)
final class BaseController {
    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);

    /// As with distribution, the path without its last slash leads to the one with it.
    @Get("/v2")
    HttpResponse<byte[]> version(HttpRequest<?> request) {
        if (!request.getPath().endsWith("/")) {
            return HttpResponse.<byte[]>status(HttpStatus.MOVED_PERMANENTLY)
                    .header(HttpHeaders.LOCATION, "v2/")
                    .header(HttpHeaders.CONTENT_LENGTH, "0");
        }
        return HttpResponse.ok(EMPTY_OBJECT)
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .header(HttpHeaders.CONTENT_LENGTH, Integer.toString(EMPTY_OBJECT.length));
    }

    /// Alive, for probes without credentials.
    @Get("/")
    HttpResponse<Void> root() {
        return HttpResponse.<Void>ok().header(HttpHeaders.CONTENT_LENGTH, "0");
    }
}
