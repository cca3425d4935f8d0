package dev.berth.registry.s3;

import dev.berth.registry.InstalledPrograms;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.storage.s3.S3Storage;
import dev.berth.registry.storage.s3.bucket.S3Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The S3-compatible services that tests run against, each started when it is first asked for and kept until the tests
/// end.
public enum ObjectServers {
    VERSITYGW {
        @Override
        ObjectServer start() throws IOException {
            return versitygw(folder());
        }
    },
    S3PROXY {
        @Override
        ObjectServer start() throws IOException {
            var program = InstalledPrograms.require("s3proxy", "a test on S3");
            var folder = folder();
            var settings = folder.resolve("s3proxy.properties");
            Files.writeString(settings, """
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    s3proxy.maximum-timeskew=86400
                    jclouds.provider=transient-nio2
                    """.formatted(ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY));
            return ObjectServer.start(
                    List.of(program.toString(), "-Ds3proxy.endpoint=http://127.0.0.1:PORT", settings.toString()),
                    Map.of(),
                    folder);
        }
    },
    /// Where the property `s3.minio` names the program.
    MINIO {
        @Override
        ObjectServer start() throws IOException {
            var program = System.getProperty("s3.minio", "");
            if (program.isEmpty()) {
                InstalledPrograms.skip("a test on MinIO", "-Ds3.minio names no program");
            }
            var folder = folder();
            return ObjectServer.start(
                    List.of(
                            program,
                            "server",
                            "--address",
                            "127.0.0.1:PORT",
                            folder.resolve("data").toString()),
                    Map.of("MINIO_ROOT_USER", ObjectServer.ACCESS_KEY, "MINIO_ROOT_PASSWORD", ObjectServer.SECRET_KEY),
                    folder);
        }
    };

    private static final Map<ObjectServers, ObjectServer> RUNNING = new ConcurrentHashMap<>();

    /// versitygw, or what `-Dberth.test.service` names.
    public static ObjectServers chosen() {
        return valueOf(System.getProperty("berth.test.service", "VERSITYGW"));
    }

    abstract ObjectServer start() throws IOException;

    /// Skips the test that asks when the program is missing, and says so.
    public synchronized ObjectServer running() {
        return RUNNING.computeIfAbsent(this, _ -> {
            try {
                var server = start();
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// Settings of a storage in a bucket of its own.
    public S3Config newBucket(String... more) {
        return config(running(), TestBucket.make(running()), more);
    }

    /// Where the objects of such a storage are, as files.
    public Path folderOf(S3Config config) {
        return running()
                .data()
                .resolve(config.place().bucket())
                .resolve(config.place().folder());
    }

    public static S3Config config(ObjectServer server, String bucket, String... more) {
        var yaml = """
                storage:
                  redirect: {disable: true}
                  s3: {regionendpoint: '%s', bucket: '%s', accesskey: '%s', secretkey: '%s', rootdirectory: /some/where%s}
                berth: {s3: {tombstonememory: 0s}}
                """.formatted(
                        server.endpoint(),
                        bucket,
                        ObjectServer.ACCESS_KEY,
                        ObjectServer.SECRET_KEY,
                        more.length == 0 ? "" : ", " + String.join(", ", more));
        return S3Config.from(ConfigurationNode.parse(yaml));
    }

    public static S3Storage storage(S3Config config) {
        return new S3Storage(config, Clock.systemUTC());
    }

    static String newName() {
        return "b" + UUID.randomUUID();
    }

    /// With its objects as files below `data` in the folder.
    static ObjectServer versitygw(Path folder, String... more) throws IOException {
        var program = InstalledPrograms.require("versitygw", "a test on S3");
        var command =
                new ArrayList<>(List.of(program.toString(), "--port", "127.0.0.1:PORT", "--quiet", "--keep-alive"));
        command.addAll(List.of(more));
        command.addAll(List.of("posix", folder.resolve("data").toString()));
        return ObjectServer.start(
                command,
                Map.of("ROOT_ACCESS_KEY", ObjectServer.ACCESS_KEY, "ROOT_SECRET_KEY", ObjectServer.SECRET_KEY),
                folder);
    }

    private static Path folder() throws IOException {
        var folder = Files.createTempDirectory("berth-s3");
        Files.createDirectory(folder.resolve("data"));
        return folder;
    }
}
