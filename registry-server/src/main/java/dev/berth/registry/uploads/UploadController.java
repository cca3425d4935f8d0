package dev.berth.registry.uploads;

import dev.berth.registry.blobs.Blobs;
import dev.berth.registry.events.RegistryEvent;
import dev.berth.registry.http.Caller;
import dev.berth.registry.http.Locations;
import dev.berth.registry.http.Needs;
import dev.berth.registry.http.RequestEvents;
import dev.berth.registry.netty.BodySink;
import dev.berth.registry.netty.RequestBodies;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Distribution specification, "Pushing blobs", "Mounting a blob from another repository" and "Cancel blob upload".
@Controller("/v2")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class UploadController {
    private static final String START = "/{name:.+}/blobs/uploads";
    private static final String SESSION = START + "/{id:[^/]+}";
    private final Uploads uploads;
    private final Blobs blobs;
    private final RequestBodies bodies;
    private final Locations locations;
    private final RequestEvents events;

    UploadController(Uploads uploads, Blobs blobs, RequestBodies bodies, Locations locations, RequestEvents events) {
        this.uploads = uploads;
        this.blobs = blobs;
        this.bodies = bodies;
        this.locations = locations;
        this.events = events;
    }

    @Needs({Action.PULL, Action.PUSH})
    @Post(START)
    HttpResponse<?> start(HttpRequest<?> request, String name) {
        var repository = RepositoryName.parse(name);
        var digest = parameter(request, "digest").map(Digest::parse);
        parameter(request, "digest-algorithm").ifPresent(UploadController::requireKnown);
        if (mount(request, repository)) {
            return created(request, repository, Digest.parse(required(request, "mount")));
        }
        if (digest.isPresent()) {
            uploads.requireRoom(repository, Math.max(0, request.getContentLength()), digest);
        }
        var upload = uploads.start(repository);
        return digest.isPresent()
                ? finish(request, upload, digest.get())
                : accepted(request, upload, 0).header("OCI-Chunk-Min-Length", Long.toString(uploads.smallestPiece()));
    }

    /// Said before the content is sent. Nothing else follows from it: the digest at the end names its algorithm.
    private static void requireKnown(String algorithm) {
        if (DigestAlgorithm.of(algorithm).isEmpty()) {
            throw RegistryException.of(
                    ErrorCode.DIGEST_INVALID,
                    "digest-algorithm must be one of "
                            + Stream.of(DigestAlgorithm.values())
                                    .map(DigestAlgorithm::text)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /// Only from where the caller may read: elsewhere a digest opens nothing, and the upload goes on as if nothing was
    /// there.
    private boolean mount(HttpRequest<?> request, RepositoryName into) {
        var digest = parameter(request, "mount").map(Digest::parse);
        if (digest.isEmpty()) {
            return false;
        }
        var from = parameter(request, "from").map(RepositoryName::parse).or(() -> blobs.holder(into, digest.get()));
        if (from.isEmpty() || !Caller.of(request).may(Action.PULL, from.get())) {
            return false;
        }
        var blob = uploads.mount(into, from.get(), digest.get());
        blob.ifPresent(mounted ->
                events.publish(request, new RegistryEvent.BlobMounted(into, digest.get(), mounted.size(), from.get())));
        return blob.isPresent();
    }

    @Needs({Action.PULL, Action.PUSH})
    @Patch(SESSION)
    HttpResponse<?> append(HttpRequest<?> request, String name, String id) {
        var upload = upload(name, id);
        try (var _ = uploads.lock(upload)) {
            return accepted(request, upload, uploads.append(upload, body(request, upload, Optional.empty())));
        }
    }

    @Needs({Action.PULL, Action.PUSH})
    @Put(SESSION)
    HttpResponse<?> commit(HttpRequest<?> request, String name, String id) {
        var upload = upload(name, id);
        if (parameter(request, "digest").isEmpty()) {
            uploads.size(upload);
        }
        return finish(request, upload, Digest.parse(required(request, "digest")));
    }

    @Needs({Action.PULL, Action.PUSH})
    @Get(value = SESSION, headRoute = false)
    HttpResponse<?> status(HttpRequest<?> request, String name, String id) {
        var upload = upload(name, id);
        return described(HttpResponse.noContent(), request, upload, uploads.size(upload));
    }

    @Needs({Action.PULL, Action.PUSH})
    @Head(SESSION)
    HttpResponse<?> headStatus(HttpRequest<?> request, String name, String id) {
        return status(request, name, id);
    }

    @Needs({Action.PULL, Action.PUSH})
    @Delete(SESSION)
    HttpResponse<?> cancel(String name, String id) {
        var upload = upload(name, id);
        try (var _ = uploads.lock(upload)) {
            uploads.cancel(upload);
        }
        return HttpResponse.noContent();
    }

    private HttpResponse<?> finish(HttpRequest<?> request, Upload upload, Digest digest) {
        try (var _ = uploads.lock(upload)) {
            var size = uploads.commit(upload, digest, body(request, upload, Optional.of(digest)));
            events.publish(request, new RegistryEvent.BlobPushed(upload.repository(), digest, size));
        }
        return created(request, upload.repository(), digest);
    }

    private UploadBody body(HttpRequest<?> request, Upload upload, Optional<Digest> named) {
        return new UploadBody() {
            @Override
            public void requireStart(long size) {
                requirePlace(request, upload, size);
                if (request.getContentLength() > 0) {
                    uploads.requireRoom(upload.repository(), size + request.getContentLength(), named);
                }
            }

            @Override
            public void copy(BodySink sink) {
                bodies.copy(request, sink);
            }
        };
    }

    private void requirePlace(HttpRequest<?> request, Upload upload, long size) {
        var range = ContentRange.of(request);
        if (range.isPresent() && range.get().first() != size) {
            throw RegistryException.of(ErrorCode.RANGE_INVALID, "the upload goes on at byte " + size)
                    .withHeaders(Map.of(
                            HttpHeaders.LOCATION,
                            location(request, upload),
                            HttpHeaders.RANGE,
                            range(size),
                            "Docker-Upload-UUID",
                            upload.id().value()));
        }
        range.ifPresent(place -> place.requireLength(request.getContentLength()));
    }

    private static Upload upload(String name, String id) {
        return new Upload(RepositoryName.parse(name), new UploadId(id));
    }

    private static Optional<String> parameter(HttpRequest<?> request, String name) {
        return request.getParameters().getFirst(name).filter(value -> !value.isEmpty());
    }

    private static String required(HttpRequest<?> request, String name) {
        return parameter(request, name)
                .orElseThrow(
                        () -> RegistryException.of(ErrorCode.DIGEST_INVALID, "the parameter " + name + " is missing"));
    }

    private MutableHttpResponse<?> accepted(HttpRequest<?> request, Upload upload, long size) {
        return described(HttpResponse.accepted(), request, upload, size).header(HttpHeaders.CONTENT_LENGTH, "0");
    }

    private MutableHttpResponse<?> described(
            MutableHttpResponse<?> response, HttpRequest<?> request, Upload upload, long size) {
        return response.header(HttpHeaders.LOCATION, location(request, upload))
                .header(HttpHeaders.RANGE, range(size))
                .header("Docker-Upload-UUID", upload.id().value());
    }

    private String location(HttpRequest<?> request, Upload upload) {
        return locations.upload(request, upload.repository(), upload.id().value());
    }

    private HttpResponse<?> created(HttpRequest<?> request, RepositoryName repository, Digest digest) {
        return HttpResponse.status(HttpStatus.CREATED)
                .header(HttpHeaders.LOCATION, locations.blob(request, repository, digest))
                .header("Docker-Content-Digest", digest.toString())
                .header(HttpHeaders.CONTENT_LENGTH, "0");
    }

    /// Distribution writes `0-0` both for nothing and for one byte, and clients expect it.
    private static String range(long size) {
        return "0-" + Math.max(0, size - 1);
    }
}
