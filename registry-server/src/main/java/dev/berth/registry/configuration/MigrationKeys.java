package dev.berth.registry.configuration;

import static dev.berth.registry.configuration.ConfigurationKey.withoutEffect;
import static dev.berth.registry.configuration.ConfigurationKey.works;

import java.util.List;

/// The keys of a move to another storage.
final class MigrationKeys {
    private MigrationKeys() {}

    static List<ConfigurationKey> all() {
        String from = "berth.migration.from.";
        return List.of(
                works(
                        "berth.migration.rate",
                        "0",
                        "How many bytes a second copying may take, such as 50MiB; 0 for no limit."),
                works(
                        from + "storage.filesystem.rootdirectory",
                        "/var/lib/registry",
                        "The storage that the registry leaves while it serves; nothing is removed there."),
                works(from + "storage.s3.*", "", "Or the bucket it leaves, as below storage.s3."),
                works(from + "storage.s3aws.*", "", "Other name of that."),
                works(from + "berth.s3.*", "", "What berth.s3 says of that bucket."),
                withoutEffect(from + "storage.delete.**", "storage.delete says what clients may remove"),
                withoutEffect(from + "storage.redirect.**", "what is still there is sent by the registry itself"),
                withoutEffect(from + "storage.maintenance.**", "nothing is removed there"),
                withoutEffect(from + "storage.cache.**", "nothing is cached of it"),
                withoutEffect(from + "storage.tag.**", "its tags are looked up without a worker pool"));
    }
}
