package dev.berth.registry.uploads;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one request at a time change an upload. A client that resumes may be faster than the news that its
/// old connection is gone, so the second request waits a little before it is told to come again.
@Singleton
final class UploadLocks {
    private static final int PATIENCE_SECONDS = 10;

    /// A lock lives as long as somebody holds it or waits for it.
    private final LoadingCache<Upload, ReentrantLock> locks =
            Caffeine.newBuilder().weakValues().build(_ -> new ReentrantLock());

    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    Held lock(Upload upload) {
        var lock = locks.get(upload);
        try {
            if (lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return lock::unlock;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw RegistryException.of(ErrorCode.TOOMANYREQUESTS, "another request is writing to this upload")
                .withHeaders(Map.of("Retry-After", "5"));
    }
}
