package dev.berth.registry.storage.s3.bucket;

import dev.berth.registry.oci.StorageException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// What a service does with conditions and copies, as trying shows: some ignore conditions without a word.
public record Capabilities(boolean create, boolean replace, boolean conditionalDelete, boolean copyParts) {

    /// Several servers may share the bucket.
    public boolean areShareable() {
        return create && replace;
    }

    public Map<String, Boolean> byName() {
        var names = new LinkedHashMap<String, Boolean>();
        names.put("conditional-create", create);
        names.put("conditional-replace", replace);
        names.put("conditional-delete", conditionalDelete);
        names.put("multipart-copy", copyParts);
        return names;
    }

    /// Fails when the service takes no write at all.
    public static Capabilities of(Bucket bucket) {
        var key = "berth/probe-" + UUID.randomUUID();
        var content = Source.of(new byte[] {1});
        bucket.put(key, content);
        try {
            var version = bucket.head(key).orElseThrow().version();
            return new Capabilities(
                    does(() -> bucket.create(key, new byte[] {2}).isEmpty()),
                    does(() -> bucket.replace(key, content, "\"0\"").isEmpty()
                            && bucket.replace(key, content, version).isPresent()),
                    does(() -> !bucket.delete(key, "\"0\"") && bucket.head(key).isPresent()),
                    does(() -> copies(bucket, key)));
        } finally {
            bucket.delete(key);
        }
    }

    private static boolean copies(Bucket bucket, String key) {
        var upload = new Multipart.Unfinished(key, bucket.multipart().begin(key), Instant.EPOCH);
        try {
            return bucket.multipart().copyStart(key, upload).size() == 1;
        } finally {
            bucket.multipart().abort(upload);
        }
    }

    private static boolean does(BooleanSupplier trial) {
        try {
            return trial.getAsBoolean();
        } catch (StorageException _) {
            return false;
        }
    }
}
