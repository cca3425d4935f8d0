package dev.berth.registry.gc;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.gc.CollectionReport.Trigger;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.quotas.QuotasConfig;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.migration.Migrations;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The collections of this process, one at a time. The report of the last one is kept in storage.
@Context
public final class GarbageCollections {
    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollections.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final int LOCKED = 423;
    private static final int LARGEST_REPORT = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Storage storage;
    private final TagSweep tags;
    private final Clock clock;
    private final CollectionMetrics metrics;
    private final QuotasConfig quotas;
    private final CollectionConfig config;
    private final Migrations migrations;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("garbage-collection").factory());
    private @Nullable GarbageCollection current;

    GarbageCollections(
            Storage storage,
            TagSweep tags,
            Clock clock,
            CollectionMetrics metrics,
            QuotasConfig quotas,
            CollectionConfig config,
            Migrations migrations) {
        this.storage = storage;
        this.tags = tags;
        this.clock = clock;
        this.metrics = metrics;
        this.quotas = quotas;
        this.config = config;
        this.migrations = migrations;
        last().ifPresent(metrics::restore);
    }

    /// The run that was started, or the one that is running already.
    public record Outcome(boolean started, CollectionReport report) {}

    /// Throws UNSUPPORTED with status 423 while none may run.
    public Outcome start(CollectionRequest request) {
        if (areHeldBack()) {
            throw RegistryException.of(
                            ErrorCode.UNSUPPORTED,
                            "no garbage is collected while the registry moves to another storage")
                    .withStatus(LOCKED);
        }
        return start(request, Trigger.Request);
    }

    /// While the registry moves to another storage what lives is in two places.
    boolean areHeldBack() {
        return migrations.isUnderWay();
    }

    Outcome startUnderPressure(CollectionRequest request) {
        return start(request, Trigger.DiskPressure);
    }

    private synchronized Outcome start(CollectionRequest request, Trigger trigger) {
        if (current != null && isRunning(current)) {
            return new Outcome(false, current.report());
        }
        var lawful = request.holdingAtLeast(storage.condemned().shortestHold());
        GarbageCollection next = new GarbageCollection(lawful, storage, clock, tags);
        next.startedBy(trigger);
        Optional<CollectorLease> lease = CollectorLease.acquire(storage);
        if (lease.isEmpty()) {
            return new Outcome(false, latest().orElseGet(next::report));
        }
        current = next;
        thread.execute(() -> run(next, lease.get()));
        return new Outcome(true, next.report());
    }

    /// Only the newest run of this process, and the last that was kept, are known by their ids.
    public synchronized Optional<CollectionReport> find(String id) {
        return current != null && current.id().equals(id)
                ? Optional.of(current.report())
                : last().filter(r -> r.id().equals(id));
    }

    /// The one that runs here, else the last that was kept, be it by another replica.
    public synchronized Optional<CollectionReport> latest() {
        return current != null ? Optional.of(current.report()) : last();
    }

    /// Lets a run end its step, and keeps what it has to report: an interrupt would close the file under it.
    @PreDestroy
    void close() throws InterruptedException {
        synchronized (this) {
            if (current != null) {
                current.cancel();
            }
        }
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }

    private static boolean isRunning(GarbageCollection collection) {
        return collection.report().state() == CollectionReport.State.Running;
    }

    private void run(GarbageCollection collection, CollectorLease lease) {
        LOG.info("Garbage collection {} begins as number {}", collection.id(), lease.epoch());
        if (storage.driver().equals("s3")) {
            last().map(RequestBudget::after)
                    .ifPresent(budget -> LOG.info("Garbage collection {} will make {}", collection.id(), budget));
        }
        metrics.follow(collection);
        try (lease;
                var _ = ProgressLog.of(collection)) {
            collection.run(lease, new Circumstances(quotas, new Pressure(config.startBelow(), storage)));
        }
        CollectionReport report = collection.report();
        metrics.remember(report);
        LOG.atInfo()
                .addKeyValue("id", report.id())
                .addKeyValue("state", report.state())
                .addKeyValue("trigger", report.trigger())
                .addKeyValue("removedTags", report.removedTags())
                .addKeyValue("condemnedBlobs", report.condemnedBlobs())
                .addKeyValue("condemnedManifests", report.condemnedManifests())
                .addKeyValue("rescued", report.rescued())
                .addKeyValue("removedBlobs", report.removedBlobs())
                .addKeyValue("removedManifests", report.removedManifests())
                .addKeyValue("freedBytes", report.freedBytes())
                .addKeyValue("seconds", report.seconds())
                .log("Garbage collection ended");
        report.problems().forEach(problem -> LOG.warn("Garbage collection: {}", problem));
        report.tags().stream()
                .filter(tag -> !tag.kept())
                .forEach(tag -> LOG.info("Retention: {} is removed: {}", tag.name(), tag.reason()));
        if (isKept(report)) {
            forget(collection);
        }
    }

    private boolean isKept(CollectionReport report) {
        try {
            storage.write(Layout.lastCollection(), JSON.writeValueAsBytes(report));
            return true;
        } catch (IOException | StorageException e) {
            LOG.error("The report of garbage collection {} could not be kept", report.id(), e);
            return false;
        }
    }

    /// What is kept tells of it from now on, until another replica's run takes its place.
    private synchronized void forget(GarbageCollection collection) {
        if (current == collection) {
            current = null;
        }
    }

    private Optional<CollectionReport> last() {
        try (var content = storage.open(Layout.lastCollection()).orElse(null)) {
            return content == null
                    ? Optional.empty()
                    : Optional.of(JSON.readValue(content.readAll(LARGEST_REPORT), CollectionReport.class));
        } catch (IOException | StorageException e) {
            LOG.warn("The kept report of the last garbage collection cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
