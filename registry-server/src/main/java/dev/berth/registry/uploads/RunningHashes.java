package dev.berth.registry.uploads;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.berth.registry.oci.DigestAlgorithm;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/// Remembers how far uploads are hashed between two requests. What is forgotten, by age, by a restart or because the
/// last request went to another replica, is hashed again when the upload ends.
@Singleton
final class RunningHashes {
    private final Cache<Upload, RunningHash> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    /// The caller owns it until it is kept again. Empty when nobody here has hashed all of it.
    Optional<RunningHash> take(Upload upload, long length) {
        var hash = known.asMap().remove(upload);
        if (length == 0) {
            return Optional.of(new RunningHash(DigestAlgorithm.SHA256));
        }
        return Optional.ofNullable(hash).filter(each -> each.length() == length);
    }

    void keep(Upload upload, RunningHash hash) {
        known.put(upload, hash);
    }
}
