package dev.berth.registry.s3;

import dev.berth.registry.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Starts registries as processes that share one bucket.
record Replica(String endpoint, String bucket, Path folder) {

    /// What is set beside the bucket, as lines of the configuration.
    ServerProcess start(String name, String more) throws IOException {
        var file = Files.writeString(
                folder.resolve(name + ".yml"),
                """
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage:
                  redirect: {disable: true}
                  delete: {enabled: true}
                  s3: {regionendpoint: '%s', bucket: '%s', accesskey: '%s', secretkey: '%s'}
                http: {secret: shared}
                """.formatted(endpoint, bucket, ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY) + more);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return ServerProcess.start(
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.berth.registry.RegistryServer",
                        "serve",
                        file.toString()),
                folder.resolve(name + ".log"));
    }
}
