package dev.berth.registry.referrers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.registry.http.JsonAnswers;
import dev.berth.registry.http.LocationConfig;
import dev.berth.registry.http.Needs;
import dev.berth.registry.http.PageLink;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.MediaType;
import dev.berth.registry.oci.RepositoryName;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// Distribution specification, "Listing Referrers". An unknown subject has an empty list.
@Controller("/v2")
@Produces(io.micronaut.http.MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReferrersController {
    private static final String ARTIFACT_TYPE = "artifactType";
    private final Referrers referrers;
    private final LocationConfig location;

    ReferrersController(Referrers referrers, LocationConfig location) {
        this.referrers = referrers;
        this.location = location;
    }

    @Needs(Action.PULL)
    @Get("/{name:.+}/referrers/{digest:[^/]+}")
    HttpResponse<?> list(HttpRequest<?> request, String name, String digest) {
        var repository = RepositoryName.parse(name);
        var subject = Digest.parse(digest);
        var type = parameter(request, ARTIFACT_TYPE);
        var page = referrers.after(parameter(request, "last"), repository, subject, each -> isOfType(each, type));
        var response = JsonAnswers.json(page.index(), MediaType.OCI_INDEX.value());
        page.lastBeforeMore().ifPresent(last -> {
            var link = new PageLink(location.prefix() + "/v2/" + repository + "/referrers/" + subject, last);
            response.header(HttpHeaders.LINK, (type.isEmpty() ? link : link.with(ARTIFACT_TYPE, type)).toString());
        });
        return type.isEmpty() ? response : response.header("OCI-Filters-Applied", ARTIFACT_TYPE);
    }

    private static String parameter(HttpRequest<?> request, String name) {
        return request.getParameters().getFirst(name).orElse("");
    }

    private static boolean isOfType(JsonNode descriptor, String type) {
        return type.isEmpty() || descriptor.path(ARTIFACT_TYPE).asText("").equals(type);
    }
}
