package dev.berth.registry.gc;

import dev.berth.registry.blobs.DigestLocks;
import dev.berth.registry.gc.CollectionReport.State;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Storage;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run: watch what requests rely on, mark, remove manifests, remove blobs, tidy links. It may be killed at any
/// step: nothing is
/// removed before what pointed to it, but for layer links, whose blob a reader then finds missing.
public final class GarbageCollection {
    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollection.class);

    private final CollectionRequest request;
    private final Storage storage;
    private final DigestLocks locks;
    private final Clock clock;
    private final Progress progress;

    public GarbageCollection(CollectionRequest request, Storage storage, DigestLocks locks, Clock clock) {
        this.request = request;
        this.storage = storage;
        this.locks = locks;
        this.clock = clock;
        this.progress = new Progress(clock.instant(), request.dryRun());
    }

    public String id() {
        return progress.id();
    }

    /// How it stands now, or ended.
    public CollectionReport report() {
        return progress.report(clock.instant());
    }

    /// Never throws: a failure is part of the report. What could not be marked whole is not swept.
    public void run() {
        try (DigestLocks.Watch watch = locks.watch()) {
            collect(watch);
            progress.finish(State.Succeeded, clock.instant());
        } catch (StorageException | CancellationException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Garbage collection failed", e);
            fail("internal error: " + e);
        }
    }

    private void collect(DigestLocks.Watch watch) {
        Instant horizon = clock.instant().minus(request.minAge());
        Mark mark = new Mark(storage, request, horizon, progress);
        List<RepositoryName> repositories = new ArrayList<>();
        new Repositories(storage).forEach(name -> {
            Progress.stopWhenInterrupted();
            repositories.add(name);
            mark.repository(name);
        });
        Sweep sweep = new Sweep(mark, locks, watch, progress, request.dryRun());
        mark.condemned().forEach(sweep::manifest);
        sweep.blobs();
        repositories.forEach(sweep::danglingLayers);
    }

    private void fail(String problem) {
        progress.problem(problem);
        progress.finish(State.Failed, clock.instant());
    }
}
