package dev.berth.registry.uploads;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// Remembers how far uploads are hashed between two requests. What is forgotten, by age or by a restart,
/// is hashed again from the file.
@Singleton
final class RunningHashes {
    private static final int READ = 256 << 10;
    private final Storage storage;
    private final Cache<Upload, RunningHash> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    RunningHashes(Storage storage) {
        this.storage = storage;
    }

    /// The caller owns it until it is kept again.
    RunningHash take(Upload upload, long length) {
        var hash = known.asMap().remove(upload);
        return hash != null && hash.length() == length ? hash : rehash(upload, length, DigestAlgorithm.SHA256);
    }

    void keep(Upload upload, RunningHash hash) {
        known.put(upload, hash);
    }

    RunningHash rehash(Upload upload, long length, DigestAlgorithm algorithm) {
        var hash = new RunningHash(algorithm);
        if (length == 0) {
            return hash;
        }
        var data = Layout.uploadData(upload.repository(), upload.id().value());
        try (var content = storage.open(data).orElseThrow(() -> new StorageException("an upload has vanished"))) {
            var scratch = RunningHash.scratch();
            var buffer = ByteBuffer.allocate(READ);
            while (hash.length() < length && content.read(buffer.clear(), hash.length()) >= 0) {
                hash.update(buffer.flip(), scratch);
            }
            return hash;
        } catch (IOException e) {
            throw StorageException.of("cannot read upload " + upload.id() + " of " + upload.repository(), e);
        }
    }
}
