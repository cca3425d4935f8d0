package dev.berth.registry.maintenance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.scrub.ScrubReport;
import dev.berth.registry.scrub.Scrubs;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Starts a scrub and tells how the last one stands. The report of one that another process runs is half a minute old.
@Controller("/berth/v1/scrubs")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ScrubController {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final MaintenanceToken token;
    private final Scrubs scrubs;

    ScrubController(MaintenanceToken token, Scrubs scrubs) {
        this.token = token;
        this.scrubs = scrubs;
    }

    @Post
    HttpResponse<byte[]> start(HttpRequest<?> request) {
        token.require(request);
        Scrubs.Outcome outcome = scrubs.start();
        return answer(outcome.started() ? HttpStatus.ACCEPTED : HttpStatus.CONFLICT, outcome.report());
    }

    @Get("/latest")
    HttpResponse<byte[]> latest(HttpRequest<?> request) {
        token.require(request);
        return answer(HttpStatus.OK, scrubs.latest());
    }

    private static HttpResponse<byte[]> answer(HttpStatus status, Optional<ScrubReport> report) {
        return HttpResponse.<byte[]>status(status)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(json(report.orElseThrow(
                        () -> RegistryException.of(ErrorCode.NAME_UNKNOWN, "no scrub has begun yet"))));
    }

    private static byte[] json(ScrubReport report) {
        try {
            return JSON.writeValueAsBytes(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
