package dev.berth.operator.plan;

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
            storage.put("s3", driver(bucket));
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
        put(driver, "redirectendpoint", bucket.redirect().endpoint());
        return driver;
    }

    /// Keys of the section `berth`; none for a volume. The number of replicas matters only as one or several: more
    /// would replace all pods at each step of an autoscaler.
    static Map<String, Object> shared(RegistrySpec spec) {
        Map<String, Object> berth = new LinkedHashMap<>();
        S3Storage bucket = spec.storage().s3();
        if (bucket != null) {
            Map<String, Object> s3 = new LinkedHashMap<>();
            if (bucket.credentialsSecret() != null) {
                s3.put("accesskeyfile", Server.BUCKET + "/" + Server.ACCESS_KEY);
                s3.put("secretkeyfile", Server.BUCKET + "/" + Server.SECRET_KEY);
                s3.put("sessiontokenfile", Server.BUCKET + "/" + Server.SESSION_TOKEN);
            }
            put(
                    s3,
                    "cafile",
                    bucket.certificateAuthorities() == null ? null : Server.BUCKET + "/" + Server.AUTHORITY_KEY);
            s3.put("spooldirectory", Server.SPOOL);
            berth.put("s3", s3);
            berth.put("replicas", spec.replicas() > 1 ? 2 : 1);
        }
        return berth;
    }

    private static void put(Map<String, Object> section, String key, @Nullable Object value) {
        if (value != null) {
            section.put(key, value);
        }
    }
}
