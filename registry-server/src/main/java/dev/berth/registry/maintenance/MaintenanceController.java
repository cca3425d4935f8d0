package dev.berth.registry.maintenance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.configuration.GoDuration;
import dev.berth.registry.gc.CollectionConfig;
import dev.berth.registry.gc.CollectionReport;
import dev.berth.registry.gc.CollectionRequest;
import dev.berth.registry.gc.GarbageCollections;
import dev.berth.registry.netty.RequestBodies;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import io.micronaut.http.HttpHeaders;
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
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts collections and tells how they stand. The token is checked before a body is read.
@Controller("/berth/v1/garbage-collections")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MaintenanceController {
    private static final int LARGEST_REQUEST = 16 << 10;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final MaintenanceToken token;
    private final GarbageCollections collections;
    private final RequestBodies bodies;
    private final CollectionRequest usual;

    MaintenanceController(
            MaintenanceToken token, GarbageCollections collections, RequestBodies bodies, CollectionConfig config) {
        this.token = token;
        this.collections = collections;
        this.bodies = bodies;
        this.usual = config.usual();
    }

    /// The request's JSON; what is left out has its usual value.
    record Wish(
            @Nullable String minAge,
            @Nullable String hold,
            @Nullable Boolean deleteUntagged,
            boolean dryRun,
            @Nullable Integer maxRate) {}

    @Post
    HttpResponse<byte[]> start(HttpRequest<?> request) {
        token.require(request);
        GarbageCollections.Outcome outcome = collections.start(parse(request));
        CollectionReport report = outcome.report();
        return outcome.started()
                ? answer(HttpStatus.ACCEPTED, report, "/berth/v1/garbage-collections/" + report.id())
                : answer(HttpStatus.CONFLICT, report, "/berth/v1/garbage-collections/" + report.id());
    }

    @Get("/latest")
    HttpResponse<byte[]> latest(HttpRequest<?> request) {
        token.require(request);
        return shown(collections.latest());
    }

    @Get("/{id}")
    HttpResponse<byte[]> one(HttpRequest<?> request, String id) {
        token.require(request);
        return shown(collections.find(id));
    }

    private CollectionRequest parse(HttpRequest<?> request) {
        RegistryException tooLarge = RegistryException.of(ErrorCode.SIZE_INVALID, "the request is too large");
        byte[] body = bodies.read(request, LARGEST_REQUEST, tooLarge);
        try {
            Wish wish = body.length == 0 ? new Wish(null, null, null, false, null) : JSON.readValue(body, Wish.class);
            Duration minAge = duration("minAge", wish.minAge, usual.minAge());
            Duration hold = duration("hold", wish.hold, usual.hold());
            int maxRate = Objects.requireNonNullElse(wish.maxRate, usual.maxRate());
            if (maxRate < 0) {
                throw invalid("maxRate is a number of objects in a second, 0 for no limit");
            }
            return new CollectionRequest(
                    minAge,
                    hold,
                    Objects.requireNonNullElse(wish.deleteUntagged, usual.deleteUntagged()),
                    wish.dryRun,
                    maxRate);
        } catch (IOException e) {
            throw invalid(
                    "expected {\"minAge\":\"24h\",\"hold\":\"12h\",\"deleteUntagged\":false,\"dryRun\":false,\"maxRate\":0}");
        }
    }

    private static Duration duration(String field, @Nullable String text, Duration usual) {
        return text == null
                ? usual
                : GoDuration.parse(text).orElseThrow(() -> invalid(field + " is not a duration such as 24h"));
    }

    private static RegistryException invalid(String message) {
        return RegistryException.of(ErrorCode.UNSUPPORTED, message).withStatus(400);
    }

    private static HttpResponse<byte[]> shown(Optional<CollectionReport> report) {
        return report.map(found -> answer(HttpStatus.OK, found, ""))
                .orElseThrow(() -> RegistryException.of(ErrorCode.NAME_UNKNOWN, "no such garbage collection"));
    }

    private static HttpResponse<byte[]> answer(HttpStatus status, CollectionReport report, String location) {
        var response = HttpResponse.<byte[]>status(status)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(json(report));
        return location.isEmpty() ? response : response.header(HttpHeaders.LOCATION, location);
    }

    private static byte[] json(CollectionReport report) {
        try {
            return JSON.writeValueAsBytes(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
