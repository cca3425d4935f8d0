package dev.berth.operator.plan;

import dev.berth.api.v1alpha1.MigrationSource;
import dev.berth.api.v1alpha1.RegistrySpec;
import dev.berth.api.v1alpha1.S3Storage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the images are kept, as the server's section `storage`, and what Berth adds to that for a bucket. Keys and
/// authorities are files that the configuration only names.
final class StorageSettings {
    private StorageSettings() {}

    static Map<String, Object> of(RegistrySpec spec) {
        Map<String, Object> storage = new LinkedHashMap<>();
        S3Storage bucket = spec.storage().s3();
        if (bucket == null) {
            storage.put("filesystem", Map.of("rootdirectory", Server.DATA));
        } else {
            Map<String, Object> driver = driver(bucket);
            put(driver, "redirectendpoint", bucket.redirect().endpoint());
            storage.put("s3", driver);
            storage.put("redirect", Map.of("disable", !bucket.redirect().enabled()));
        }
        storage.put("delete", Map.of("enabled", true));
        return storage;
    }

    private static Map<String, Object> driver(S3Storage bucket) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("bucket", bucket.bucket());
        put(driver, "region", bucket.region());
        put(driver, "regionendpoint", bucket.endpoint());
        put(driver, "forcepathstyle", bucket.forcePathStyle());
        put(driver, "rootdirectory", bucket.rootDirectory());
        S3Storage.Encryption encryption = bucket.encryption();
        if (encryption != null) {
            driver.put("encrypt", true);
            put(driver, "keyid", encryption.kmsKeyId());
        }
        put(driver, "storageclass", bucket.storageClass());
        return driver;
    }

    /// Keys of the section `berth`; none for a volume that no move concerns. The number of replicas matters only as one
    /// or several: more
    /// would replace all pods at each step of an autoscaler.
    static Map<String, Object> shared(RegistrySpec spec) {
        Map<String, Object> berth = new LinkedHashMap<>();
        S3Storage bucket = spec.storage().s3();
        if (bucket != null) {
            Map<String, Object> s3 = files(bucket, Server.BUCKET + "/");
            s3.put("spooldirectory", Server.SPOOL);
            berth.put("s3", s3);
            berth.put("replicas", spec.replicas() > 1 && spec.storage().migrateFrom() == null ? 2 : 1);
        }
        if (spec.storage().migrateFrom() != null) {
            berth.put("migration", migration(spec.storage().migrateFrom()));
        }
        return berth;
    }

    private static Map<String, Object> files(S3Storage bucket, String prefix) {
        Map<String, Object> files = new LinkedHashMap<>();
        if (bucket.credentialsSecret() != null) {
            files.put("accesskeyfile", prefix + Server.ACCESS_KEY);
            files.put("secretkeyfile", prefix + Server.SECRET_KEY);
            files.put("sessiontokenfile", prefix + Server.SESSION_TOKEN);
        }
        put(files, "cafile", bucket.certificateAuthorities() == null ? null : prefix + Server.AUTHORITY_KEY);
        return files;
    }

    private static Map<String, Object> migration(MigrationSource source) {
        Map<String, Object> from = new LinkedHashMap<>();
        S3Storage bucket = source.s3();
        if (bucket == null) {
            from.put("storage", Map.of("filesystem", Map.of("rootdirectory", Server.FORMER_DATA)));
        } else {
            from.put("storage", Map.of("s3", driver(bucket)));
            Map<String, Object> files = files(bucket, Server.BUCKET + "/" + Server.FORMER);
            if (!files.isEmpty()) {
                from.put("berth", Map.of("s3", files));
            }
        }
        Map<String, Object> migration = new LinkedHashMap<>();
        migration.put("from", from);
        put(migration, "rate", source.rate() == null ? null : ByteSize.forServer(source.rate()));
        return migration;
    }

    private static void put(Map<String, Object> section, String key, @Nullable Object value) {
        if (value != null) {
            section.put(key, value);
        }
    }
}
