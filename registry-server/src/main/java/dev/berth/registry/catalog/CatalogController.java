package dev.berth.registry.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.http.Caller;
import dev.berth.registry.http.JsonAnswers;
import dev.berth.registry.http.LocationConfig;
import dev.berth.registry.http.Needs;
import dev.berth.registry.http.PageLink;
import dev.berth.registry.http.PageRequest;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// The list of repositories, as Docker's registry API has it.
@Controller("/v2")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CatalogController {
    private static final int DEFAULT_ENTRIES = 100;
    private final Catalog catalog;
    private final CatalogConfig config;
    private final LocationConfig location;

    CatalogController(Catalog catalog, CatalogConfig config, LocationConfig location) {
        this.catalog = catalog;
        this.config = config;
        this.location = location;
    }

    @Needs(Action.CATALOG)
    @Get("/_catalog")
    HttpResponse<?> list(HttpRequest<?> request) {
        var page = PageRequest.of(request);
        var limit = page.n().orElse(Math.min(DEFAULT_ENTRIES, config.maxEntries()));
        if (limit > config.maxEntries()) {
            throw RegistryException.of(ErrorCode.PAGINATION_NUMBER_INVALID, "n may be at most " + config.maxEntries());
        }
        var found = catalog.after(page.last(), limit + 1, Caller.of(request)::sees);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var document = JsonNodeFactory.instance.objectNode();
        var list = document.putArray("repositories");
        shown.forEach(name -> list.add(name.value()));
        var response = JsonAnswers.json(document);
        if (!shown.isEmpty() && found.size() > shown.size()) {
            var path = location.prefix() + "/v2/_catalog";
            response.header(
                    HttpHeaders.LINK,
                    new PageLink(path, shown.getLast().value())
                            .with("n", Integer.toString(limit))
                            .toString());
        }
        return response;
    }
}
