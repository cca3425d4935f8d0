package dev.berth.registry.maintenance;

import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Repositories;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes uploads that nobody went on with for a long time. The first look is one interval after the start, at most an
/// hour.
@Context
final class UploadPurge {
    private static final Logger LOG = LoggerFactory.getLogger(UploadPurge.class);
    private static final long MOST_PATIENCE = TimeUnit.HOURS.toMillis(1);

    private final Storage storage;
    private final UploadPurgeConfig config;
    private final Clock clock;

    /// The folders that had none of an upload's files at the last look, as a crash leaves them.
    private Set<StorageKey> empty = Set.of();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("upload-purge").factory());

    UploadPurge(Storage storage, UploadPurgeConfig config, Clock clock) {
        this.storage = storage;
        this.config = config;
        this.clock = clock;
        if (config.enabled()) {
            long interval = config.interval().toMillis();
            var _ = timer.scheduleWithFixedDelay(
                    this::runLogged, Math.min(interval, MOST_PATIENCE), interval, TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }

    private void runLogged() {
        try {
            run();
        } catch (StorageException e) {
            LOG.error("Abandoned uploads could not be removed", e);
        }
    }

    void run() {
        Set<StorageKey> emptyNow = new HashSet<>();
        new Repositories(storage).forEach(repository -> purge(repository, emptyNow));
        empty = emptyNow;
        if (!config.dryRun()) {
            storage.uploads().removeLost(clock.instant().minus(config.age()));
        }
    }

    private void purge(RepositoryName repository, Set<StorageKey> emptyNow) {
        Instant horizon = clock.instant().minus(config.age());
        for (StorageEntry upload : storage.list(Layout.uploads(repository))) {
            StorageKey folder = Layout.upload(repository, upload.name());
            if (upload.folder() && isAbandoned(repository, upload.name(), horizon, emptyNow)) {
                LOG.info("Abandoned upload {} {}", folder, config.dryRun() ? "would be removed" : "is removed");
                if (!config.dryRun()) {
                    storage.uploads().remove(folder);
                }
            }
        }
    }

    /// Without either file it is still being made, unless it was so at the last look already.
    private boolean isAbandoned(RepositoryName repository, String id, Instant horizon, Set<StorageKey> emptyNow) {
        var times = Stream.of(Layout.uploadData(repository, id), Layout.uploadStartedAt(repository, id))
                .flatMap(key -> storage.stat(key).stream())
                .toList();
        if (times.isEmpty()) {
            StorageKey folder = Layout.upload(repository, id);
            emptyNow.add(folder);
            return empty.contains(folder);
        }
        return times.stream().allMatch(file -> file.modified().isBefore(horizon));
    }
}
