package dev.berth.registry.referrers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.http.JsonAnswers;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.MediaType;
import dev.berth.registry.oci.RepositoryName;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Collection;

/// Distribution specification, "Listing Referrers". An unknown subject has an empty list.
@Controller("/v2")
@Produces(io.micronaut.http.MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReferrersController {
    private static final String ARTIFACT_TYPE = "artifactType";
    private final Referrers referrers;

    ReferrersController(Referrers referrers) {
        this.referrers = referrers;
    }

    @Get("/{name:.+}/referrers/{digest:[^/]+}")
    HttpResponse<?> list(HttpRequest<?> request, String name, String digest) {
        var all = referrers.of(RepositoryName.parse(name), Digest.parse(digest));
        var wanted = request.getParameters().getFirst(ARTIFACT_TYPE).filter(type -> !type.isEmpty());
        if (wanted.isEmpty()) {
            return JsonAnswers.json(index(all), MediaType.OCI_INDEX.value());
        }
        var some = all.stream()
                .filter(each -> each.path(ARTIFACT_TYPE).asText("").equals(wanted.get()))
                .toList();
        return JsonAnswers.json(index(some), MediaType.OCI_INDEX.value()).header("OCI-Filters-Applied", ARTIFACT_TYPE);
    }

    private static JsonNode index(Collection<JsonNode> descriptors) {
        var index = JsonNodeFactory.instance
                .objectNode()
                .put("schemaVersion", 2)
                .put("mediaType", MediaType.OCI_INDEX.value());
        index.putArray("manifests").addAll(descriptors);
        return index;
    }
}
