package dev.berth.registry.storage.migration;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Repositories;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies everything from the storage that is left, in passes: blobs, then the repositories that name them. A pass that
/// finds nothing more to copy is the last one, and from then on the old storage is not asked any more. After a restart
/// a pass begins anew and leaves out what is there.
public final class Migration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final long PATIENCE_SECONDS = 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MigratingStorage storage;
    private final Clock clock;
    private final Pace pace;
    private final MigrationProgress progress;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("migration").factory());

    public Migration(MigratingStorage storage, MigrationConfig config, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.pace = new Pace(config.bytesPerSecond());
        this.progress = new MigrationProgress(clock.instant());
    }

    /// Goes on by itself until everything is copied, also after failures.
    public void start() {
        thread.execute(this::runLogged);
    }

    public MigrationReport report() {
        return progress.report(clock.instant());
    }

    public boolean isCompleted() {
        return storage.former().isEmpty();
    }

    /// Lets the copying end its step: an interrupt would close a file under it.
    @Override
    public void close() {
        pace.stop();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The migration did not end its step in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runLogged() {
        LOG.info("The registry moves to another storage; it serves from both until all is copied");
        while (!isCompleted()) {
            try {
                run();
            } catch (CancellationException e) {
                LOG.info("The migration stops with the server and goes on when it starts again");
                return;
            } catch (StorageException e) {
                LOG.error("The migration could not go on and tries again", e);
                progress.interrupt(String.valueOf(e.getMessage()));
                if (!pace.pause(RETRY)) {
                    return;
                }
            }
        }
    }

    /// Passes until nothing is left to copy.
    void run() {
        while (!isCompleted()) {
            long changes = storage.changes();
            long copied = progress.copied();
            pass();
            if (progress.copied() == copied && storage.forgetFormer(changes)) {
                progress.finish(clock.instant());
                LOG.info("Migration: everything is in the new storage; the old one may go");
            }
            keep();
        }
    }

    private void pass() {
        int number = progress.startPass();
        FormerStorage former = storage.former().orElseThrow();
        blobs(former);
        RepositoryCopy copy = new RepositoryCopy(storage, former, progress, pace);
        new Repositories(storage)
                .forEach(
                        name -> {
                            copy.copy(name);
                            progress.repositories.incrementAndGet();
                        },
                        strange -> progress.problem("the folder \"" + strange + "\" is no repository's; left out"));
        LOG.info("Migration: pass {} ended, {}", number, progress.report(clock.instant()));
    }

    private void blobs(FormerStorage former) {
        BlobCopy copy = new BlobCopy(storage, pace, progress.copiedBytes::addAndGet);
        for (StorageEntry algorithm : former.list(Layout.blobs())) {
            StorageKey all = Layout.blobs().child(algorithm.name());
            for (StorageEntry prefix : former.list(all)) {
                for (StorageEntry hex : former.list(all.child(prefix.name()))) {
                    Digest.ifValid(algorithm.name() + ":" + hex.name()).ifPresent(digest -> blob(copy, digest, former));
                }
            }
        }
    }

    private void blob(BlobCopy copy, Digest digest, FormerStorage former) {
        pace.took(1);
        switch (copy.copy(digest, former)) {
            case COPIED -> progress.copiedBlobs.incrementAndGet();
            case PRESENT -> progress.presentBlobs.incrementAndGet();
            case DAMAGED -> progress.problem("the blob " + digest + " is damaged and was left out; push it again");
            case GONE -> {}
        }
    }

    private void keep() {
        Storage present = storage.present();
        try {
            present.write(Layout.migrationReport(), JSON.writeValueAsBytes(report()));
        } catch (IOException e) {
            throw StorageException.of("migration: the report cannot be written", e);
        }
    }
}
