package dev.berth.registry.maintenance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.storage.migration.MigrationReport;
import dev.berth.registry.storage.migration.Migrations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Tells how the move to another storage stands. Nothing starts or stops it but the configuration.
@Controller("/berth/v1/migration")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MigrationController {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final MaintenanceToken token;
    private final Migrations migrations;

    MigrationController(MaintenanceToken token, Migrations migrations) {
        this.token = token;
        this.migrations = migrations;
    }

    @Get
    HttpResponse<byte[]> show(HttpRequest<?> request) {
        token.require(request);
        var report = migrations
                .report()
                .orElseThrow(() -> RegistryException.of(ErrorCode.NAME_UNKNOWN, "the registry moves nowhere"));
        return HttpResponse.ok(json(report)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static byte[] json(MigrationReport report) {
        try {
            return JSON.writeValueAsBytes(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
