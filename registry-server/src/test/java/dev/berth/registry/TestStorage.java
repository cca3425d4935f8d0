package dev.berth.registry;

import dev.berth.registry.s3.ObjectServer;
import dev.berth.registry.s3.ObjectServers;
import dev.berth.registry.s3.TestBucket;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import dev.berth.registry.storage.s3.S3Storage;
import dev.berth.registry.storage.s3.bucket.S3Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// Where the content of a test is: in a folder, or with `-Dberth.test.storage=s3` in a bucket whose objects are files
/// too, below the root, so that a test may look at them and damage them on either. `-Dberth.test.service=MINIO` is for
/// tests that do neither.
public record TestStorage(Path root, Optional<S3Config> bucket) {

    /// In an empty folder that is made, below the parent where there is a choice.
    public static TestStorage in(Path parent) {
        try {
            if (!isBucket()) {
                return new TestStorage(Files.createTempDirectory(parent, "berth-test"), Optional.empty());
            }
            var server = ObjectServers.chosen().running();
            var bucket = TestBucket.make(server);
            var root = server.data().resolve(bucket).resolve("some/where");
            Files.createDirectories(root);
            return new TestStorage(root, Optional.of(ObjectServers.config(server, bucket)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the property chose.
    public static boolean isBucket() {
        return "s3".equals(System.getProperty("berth.test.storage"));
    }

    /// The driver's section of a configuration.
    public String settings() {
        return bucket.map(config -> "s3: {regionendpoint: '%s', bucket: '%s', accesskey: '%s', secretkey: '%s'}"
                        .formatted(
                                config.place().endpoint().orElseThrow(),
                                config.place().bucket(),
                                ObjectServer.ACCESS_KEY,
                                ObjectServer.SECRET_KEY))
                .orElseGet(() -> "filesystem: {rootdirectory: '%s'}".formatted(root));
    }

    public Storage open() {
        return bucket.<Storage>map(config -> new S3Storage(config, Clock.systemUTC()))
                .orElseGet(() -> new FilesystemStorage(new FilesystemConfig(root), Clock.systemUTC()));
    }
}
