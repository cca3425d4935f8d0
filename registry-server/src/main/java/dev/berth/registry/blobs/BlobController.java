package dev.berth.registry.blobs;

import dev.berth.registry.events.RegistryEvent;
import dev.berth.registry.http.ByteRange;
import dev.berth.registry.http.Needs;
import dev.berth.registry.http.RequestEvents;
import dev.berth.registry.netty.transfer.Transfer;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.DeletionConfig;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Optional;

/// Distribution specification, "Pulling blobs", "Checking if content exists" and "Deleting Blobs".
@Controller("/v2")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class BlobController {
    private static final String PATH = "/{name:.+}/blobs/{digest:[^/]+}";
    private final Blobs blobs;
    private final DeletionConfig deletion;
    private final RequestEvents events;

    BlobController(Blobs blobs, DeletionConfig deletion, RequestEvents events) {
        this.blobs = blobs;
        this.deletion = deletion;
        this.events = events;
    }

    /// Never sent elsewhere: all is known here, and an address that is signed for GET refuses HEAD.
    @Needs(Action.PULL)
    @Head(PATH)
    HttpResponse<?> head(HttpRequest<?> request, String name, String digest) {
        var repository = RepositoryName.parse(name);
        var wanted = Digest.parse(digest);
        var blob = find(repository, wanted);
        events.publish(request, new RegistryEvent.BlobPulled(repository, wanted, blob.size()));
        return described(HttpResponse.ok(), wanted).header(HttpHeaders.CONTENT_LENGTH, Long.toString(blob.size()));
    }

    @Needs(Action.PULL)
    @Get(value = PATH, headRoute = false)
    HttpResponse<?> get(HttpRequest<?> request, String name, String digest) {
        var repository = RepositoryName.parse(name);
        var wanted = Digest.parse(digest);
        var blob = find(repository, wanted);
        if (isCached(request, wanted)) {
            return described(HttpResponse.notModified(), wanted);
        }
        var address = blobs.address(blob);
        if (address.isPresent()) {
            events.publish(request, new RegistryEvent.BlobPulled(repository, wanted, blob.size()));
            return elsewhere(address.get(), wanted);
        }
        var range = range(request, wanted, blob.size());
        events.publish(request, new RegistryEvent.BlobPulled(repository, wanted, blob.size()));
        return range.isPresent() ? part(wanted, blob, range.get()) : whole(wanted, blob);
    }

    @Needs(Action.DELETE)
    @Delete(PATH)
    HttpResponse<?> delete(HttpRequest<?> request, String name, String digest) {
        var repository = RepositoryName.parse(name);
        var wanted = Digest.parse(digest);
        if (!deletion.enabled()) {
            throw RegistryException.of(ErrorCode.UNSUPPORTED, "deletion is switched off");
        }
        blobs.unlink(repository, wanted);
        events.publish(request, new RegistryEvent.BlobDeleted(repository, wanted));
        return HttpResponse.accepted().header(HttpHeaders.CONTENT_LENGTH, "0");
    }

    private StoredBlob find(RepositoryName repository, Digest digest) {
        return blobs.find(repository, digest)
                .orElseThrow(() -> RegistryException.of(
                        ErrorCode.BLOB_UNKNOWN, ErrorCode.BLOB_UNKNOWN.message(), digest.toString()));
    }

    /// As distribution redirects; the address is good for a while only, so nobody may remember it.
    private static HttpResponse<?> elsewhere(URI address, Digest digest) {
        return HttpResponse.temporaryRedirect(address)
                .header("Docker-Content-Digest", digest.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_LENGTH, "0");
    }

    private HttpResponse<?> whole(Digest digest, StoredBlob blob) {
        return described(HttpResponse.ok(), digest).body(transfer(blob, 0, blob.size()));
    }

    private HttpResponse<?> part(Digest digest, StoredBlob blob, ByteRange range) {
        return described(HttpResponse.status(HttpStatus.PARTIAL_CONTENT), digest)
                .header(HttpHeaders.CONTENT_RANGE, range.contentRange(blob.size()))
                .body(transfer(blob, range.first(), range.length()));
    }

    private Transfer transfer(StoredBlob blob, long position, long length) {
        return new Transfer(new BlobSource(blobs.open(blob)), position, length);
    }

    private static MutableHttpResponse<Transfer> described(MutableHttpResponse<Transfer> response, Digest digest) {
        return response.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM)
                .header("Docker-Content-Digest", digest.toString())
                .header(HttpHeaders.ETAG, '"' + digest.toString() + '"')
                .header(HttpHeaders.CACHE_CONTROL, "max-age=31536000")
                .header(HttpHeaders.ACCEPT_RANGES, "bytes");
    }

    private static boolean isCached(HttpRequest<?> request, Digest digest) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH))
                .filter(value -> value.contains(digest.toString()) || value.equals("*"))
                .isPresent();
    }

    /// A range made for another content (`If-Range`) is no range for this one.
    private static Optional<ByteRange> range(HttpRequest<?> request, Digest digest, long size) {
        var condition = request.getHeaders().get(HttpHeaders.IF_RANGE);
        if (condition != null && !condition.contains(digest.toString())) {
            return Optional.empty();
        }
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.RANGE))
                .flatMap(header -> ByteRange.parse(header, size));
    }
}
