package dev.berth.registry.manifests;

import dev.berth.registry.events.RegistryEvent;
import dev.berth.registry.http.Locations;
import dev.berth.registry.http.Needs;
import dev.berth.registry.http.RequestEvents;
import dev.berth.registry.netty.RequestBodies;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.Reference;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.oci.Warning;
import dev.berth.registry.storage.DeletionConfig;
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
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

/// Distribution specification, "Pulling manifests", "Pushing Manifests" and "Deleting Manifests".
@Controller("/v2")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ManifestController {
    private static final String PATH = "/{name:.+}/manifests/{reference:[^/]+}";
    private static final int TOO_LARGE = 413;
    private final Manifests manifests;
    private final RequestBodies bodies;
    private final Locations locations;
    private final DeletionConfig deletion;
    private final RequestEvents events;

    ManifestController(
            Manifests manifests,
            RequestBodies bodies,
            Locations locations,
            DeletionConfig deletion,
            RequestEvents events) {
        this.manifests = manifests;
        this.bodies = bodies;
        this.locations = locations;
        this.deletion = deletion;
        this.events = events;
    }

    /// Also answers HEAD, whose body the server drops.
    @Needs(Action.PULL)
    @Get(PATH)
    HttpResponse<?> get(HttpRequest<?> request, String name, String reference) {
        var repository = RepositoryName.parse(name);
        var wanted = existing(reference);
        var found = manifests.find(repository, wanted).orElseThrow(() -> unknown(reference));
        var served = new Negotiation(manifests, repository).serve(wanted, found, Acceptance.of(request));
        events.publish(
                request,
                new RegistryEvent.ManifestPulled(
                        repository, wanted, served.digest(), served.content().size(), served.manifest()));
        return isCached(request, served.digest())
                ? described(HttpResponse.notModified(), served)
                : described(HttpResponse.ok(served.content().bytes()), served)
                        .header(
                                HttpHeaders.CONTENT_LENGTH,
                                Integer.toString(served.content().size()));
    }

    private static MutableHttpResponse<?> described(MutableHttpResponse<?> response, StoredManifest manifest) {
        return response.header(
                        HttpHeaders.CONTENT_TYPE,
                        manifest.manifest().mediaType().value())
                .header("Docker-Content-Digest", manifest.digest().toString())
                .header(HttpHeaders.ETAG, '"' + manifest.digest().toString() + '"');
    }

    private static boolean isCached(HttpRequest<?> request, Digest digest) {
        var condition = request.getHeaders().get(HttpHeaders.IF_NONE_MATCH);
        return condition != null && (condition.contains(digest.toString()) || condition.equals("*"));
    }

    @Needs({Action.PULL, Action.PUSH})
    @Put(PATH)
    HttpResponse<?> put(HttpRequest<?> request, String name, String reference) {
        var repository = RepositoryName.parse(name);
        var names = PushNames.of(request, reference);
        var content = new Content(bodies.read(request, Manifests.MAX_SIZE, tooLarge()));
        var contentType = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        var stored = manifests.push(repository, names, content, contentType);
        events.publish(
                request,
                new RegistryEvent.ManifestPushed(
                        repository, names.tags(), stored.digest(), content.size(), stored.manifest()));
        var response = created(request, repository, stored);
        manifests
                .warnings(repository, stored.manifest())
                .forEach(warning -> response.header(Warning.HEADER, warning.header()));
        return names.tagsBesideDigest().isEmpty() ? response : response.header("OCI-Tag", names.tagsBesideDigest());
    }

    private MutableHttpResponse<?> created(HttpRequest<?> request, RepositoryName repository, StoredManifest stored) {
        MutableHttpResponse<?> response = HttpResponse.status(HttpStatus.CREATED)
                .header(HttpHeaders.LOCATION, locations.manifest(request, repository, stored.digest()))
                .header("Docker-Content-Digest", stored.digest().toString())
                .header(HttpHeaders.CONTENT_LENGTH, "0");
        stored.manifest()
                .subject()
                .ifPresent(subject ->
                        response.header("OCI-Subject", subject.digest().toString()));
        return response;
    }

    @Needs(Action.DELETE)
    @Delete(PATH)
    HttpResponse<?> delete(HttpRequest<?> request, String name, String reference) {
        var repository = RepositoryName.parse(name);
        var wanted = existing(reference);
        if (!deletion.enabled()) {
            throw RegistryException.of(ErrorCode.UNSUPPORTED, "deletion is switched off");
        }
        var tags = switch (wanted) {
            case Digest digest -> manifests.remove(repository, digest);
            case Tag tag -> manifests.remove(repository, tag) ? Optional.of(List.of(tag)) : Optional.<List<Tag>>empty();
        };
        var removed = tags.orElseThrow(() -> unknown(reference));
        if (wanted instanceof Digest digest) {
            events.publish(request, new RegistryEvent.ManifestDeleted(repository, digest));
        }
        removed.forEach(tag -> events.publish(request, new RegistryEvent.TagDeleted(repository, tag)));
        return HttpResponse.accepted().header(HttpHeaders.CONTENT_LENGTH, "0");
    }

    /// What can be no tag names nothing that exists.
    private static Reference existing(String reference) {
        if (reference.indexOf(':') < 0 && !Tag.isValid(reference)) {
            throw unknown(reference);
        }
        return Reference.parse(reference);
    }

    private static RegistryException unknown(String reference) {
        return RegistryException.of(
                ErrorCode.MANIFEST_UNKNOWN, ErrorCode.MANIFEST_UNKNOWN.message(), "unknown reference " + reference);
    }

    private static RegistryException tooLarge() {
        return RegistryException.of(
                        ErrorCode.MANIFEST_INVALID, "a manifest may have at most " + Manifests.MAX_SIZE + " bytes")
                .withStatus(TOO_LARGE);
    }
}
