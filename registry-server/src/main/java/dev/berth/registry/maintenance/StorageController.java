package dev.berth.registry.maintenance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.storage.Storage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;

/// Tells what the storage is and what the service behind it can do.
@Controller("/berth/v1/storage")
@Produces("application/json")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StorageController {
    private final MaintenanceToken token;
    private final Storage storage;

    StorageController(MaintenanceToken token, Storage storage) {
        this.token = token;
        this.storage = storage;
    }

    @Get
    HttpResponse<byte[]> show(HttpRequest<?> request) {
        token.require(request);
        var answer = JsonNodeFactory.instance.objectNode().put("driver", storage.driver());
        var capabilities = answer.putObject("capabilities");
        storage.capabilities().forEach(capabilities::put);
        return HttpResponse.ok(answer.toString().getBytes(StandardCharsets.UTF_8));
    }
}
