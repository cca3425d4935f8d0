package dev.berth.registry.blobs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Which repository took a blob last, so that a mount without a source need not look through all of them.
/// A hint and no more: it is forgotten with the process, and the repository's own link decides.
@Singleton
final class Holders {
    private final Cache<Digest, RepositoryName> latest =
            Caffeine.newBuilder().maximumSize(10_000).build();

    void note(Digest digest, RepositoryName repository) {
        latest.put(digest, repository);
    }

    Optional<RepositoryName> of(Digest digest) {
        return Optional.ofNullable(latest.getIfPresent(digest));
    }
}
