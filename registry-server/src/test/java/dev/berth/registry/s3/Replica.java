package dev.berth.registry.s3;

import dev.berth.registry.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts registries as processes that share one bucket.
record Replica(String endpoint, String bucket, Path folder) {

    /// What is set beside the bucket, as lines of the configuration.
    ServerProcess start(String name, String more) throws IOException {
        var keys = ", accesskey: '%s', secretkey: '%s'".formatted(ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY);
        return start(name, keys, more, List.of());
    }

    /// Which come from its environment.
    ServerProcess startWithoutKeys(String name, Map<String, String> environment) throws IOException {
        var command = new ArrayList<>(List.of("env"));
        environment.forEach((variable, value) -> command.add(variable + "=" + value));
        return start(name, "", "", command);
    }

    private ServerProcess start(String name, String keys, String more, List<String> before) throws IOException {
        var file = Files.writeString(folder.resolve(name + ".yml"), """
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage:
                  redirect: {disable: true}
                  delete: {enabled: true}
                  s3: {regionendpoint: '%s', bucket: '%s'%s}
                http: {secret: shared}
                """.formatted(endpoint, bucket, keys) + more);
        var command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.berth.registry.RegistryServer",
                "serve",
                file.toString()));
        return ServerProcess.start(command, folder.resolve(name + ".log"));
    }
}
