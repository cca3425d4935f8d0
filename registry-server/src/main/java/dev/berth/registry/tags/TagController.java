package dev.berth.registry.tags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.http.JsonAnswers;
import dev.berth.registry.http.LocationConfig;
import dev.berth.registry.http.Needs;
import dev.berth.registry.http.PageLink;
import dev.berth.registry.http.PageRequest;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/// Distribution specification, "Listing Tags".
@Controller("/v2")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TagController {
    private final Tags tags;
    private final TagsConfig config;
    private final LocationConfig location;

    TagController(Tags tags, TagsConfig config, LocationConfig location) {
        this.tags = tags;
        this.config = config;
        this.location = location;
    }

    @Needs(Action.PULL)
    @Get("/{name:.+}/tags/list")
    HttpResponse<?> list(HttpRequest<?> request, String name) {
        var repository = RepositoryName.parse(name);
        var page = PageRequest.of(request);
        if (!tags.repositoryExists(repository)) {
            throw RegistryException.of(ErrorCode.NAME_UNKNOWN, ErrorCode.NAME_UNKNOWN.message(), name);
        }
        var following = tags.all(repository).stream()
                .filter(tag -> tag.value().compareTo(page.last()) > 0)
                .toList();
        var limit = Math.min(
                page.n().orElse(Integer.MAX_VALUE), page.n().isPresent() ? config.maxTags() : Integer.MAX_VALUE);
        return page(repository, following, limit);
    }

    private HttpResponse<?> page(RepositoryName repository, List<Tag> following, int limit) {
        var shown = following.subList(0, Math.min(limit, following.size()));
        var document = JsonNodeFactory.instance.objectNode().put("name", repository.value());
        var list = document.putArray("tags");
        shown.forEach(tag -> list.add(tag.value()));
        var response = JsonAnswers.json(document);
        if (!shown.isEmpty() && shown.size() < following.size()) {
            var path = location.prefix() + "/v2/" + repository + "/tags/list";
            response.header(
                    HttpHeaders.LINK,
                    new PageLink(path, shown.getLast().value())
                            .with("n", Integer.toString(limit))
                            .toString());
        }
        return response;
    }
}
