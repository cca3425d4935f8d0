package dev.berth.registry.gc;

import dev.berth.registry.gc.CollectionReport.State;
import dev.berth.registry.gc.mark.Mark;
import dev.berth.registry.gc.mark.MarkRules;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.quotas.QuotasConfig;
import dev.berth.registry.quotas.Recount;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Repositories;
import dev.berth.registry.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run. For each repository: mark, take back what is reached, purge what was condemned long enough, condemn the
/// rest; then the same for blobs. What it condemns comes back to whoever asks for it, and is purged by a later run that
/// has marked anew and still doesn't reach it. It may be killed at any step; the next one goes on from what it finds.
public final class GarbageCollection {
    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollection.class);

    private final CollectionRequest request;
    private final Storage storage;
    private final Clock clock;
    private final TagSweep tags;
    private final Progress progress;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /// Tags go by the retention's rules before the mark.
    public GarbageCollection(CollectionRequest request, Storage storage, Clock clock, TagSweep tags) {
        this.request = request;
        this.storage = storage;
        this.clock = clock;
        this.tags = tags;
        this.progress = new Progress(clock.instant(), request.dryRun());
    }

    public String id() {
        return progress.id();
    }

    /// How it stands now, or ended.
    public CollectionReport report() {
        return progress.report(clock.instant());
    }

    /// Tells all that retention decides, of which the report has the first.
    public void tellTags(Consumer<CollectionReport.TagReport> listener) {
        progress.tellTags(listener);
    }

    void startedBy(CollectionReport.Trigger trigger) {
        progress.startedBy(trigger);
    }

    /// Lets the run fail before its next step.
    void cancel() {
        cancelled.set(true);
    }

    /// Never throws: a failure is part of the report. What could not be marked whole is not swept.
    public void run(CollectorLease lease) {
        run(lease, QuotasConfig.none());
    }

    public void run(CollectorLease lease, QuotasConfig quotas) {
        run(lease, new Circumstances(quotas, Pressure.none(storage)));
    }

    /// Counts anew what the quotas count, as it walks for the last time.
    void run(CollectorLease lease, Circumstances circumstances) {
        try {
            var steps = new Steps(lease, cancelled, request.maxRate());
            var run = new Run(storage, progress, steps, circumstances.pressure(), request.dryRun());
            boolean pressed = run.pressure().isOn();
            if (!request.dryRun()) {
                storage.prune(Layout.condemned());
            }
            for (int round = rounds(pressed); round > 0; round--) {
                round(run, pressed, round > 1 || request.dryRun() ? QuotasConfig.none() : circumstances.quotas());
                if (round > 1) {
                    LockSupport.parkNanos(betweenRounds().toNanos());
                }
            }
            progress.finish(State.Succeeded, clock.instant());
        } catch (StorageException | CancellationException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Garbage collection failed", e);
            fail("internal error: " + e);
        }
    }

    /// Where nothing need stay condemned the second round purges what the first condemned.
    private int rounds(boolean pressed) {
        return (pressed || request.hold().isZero()) && !request.dryRun() ? 2 : 1;
    }

    /// Servers may run, and must have noticed what is condemned before it is purged.
    private Duration betweenRounds() {
        Duration hold = storage.condemned().shortestHold();
        Duration resolution = storage.condemned().resolution();
        return hold.compareTo(resolution) > 0 ? hold : resolution;
    }

    private void round(Run run, boolean pressed, QuotasConfig quotas) {
        progress.startRound();
        Instant start = storage.now();
        MarkRules rules = new MarkRules(
                start.minus(request.minAge()),
                start.minus(request.hold()),
                pressed ? start : null,
                request.deleteUntagged() ? start.minus(request.minAge()) : null,
                Set.of());
        Mark mark = new Mark(storage, progress::problem, marking -> {
            run.steps().next();
            progress.marked(marking);
        });
        Recount recount = new Recount(storage, quotas);
        new Repositories(storage).forEach(name -> {
            run.steps().next();
            repository(mark, tags.run(name, rules, run), name, run);
            recount.repository(name);
        });
        recount.finish();
        progress.enter(Phase.Blobs);
        new BlobSweep(mark, rules, run).run();
    }

    private void repository(Mark mark, MarkRules rules, RepositoryName name, Run run) {
        progress.repositories.incrementAndGet();
        var marked = mark.repository(name, rules);
        if (marked.isUnderstood()) {
            new RepositorySweep(marked, rules, run).run();
        }
        progress.marked(mark);
    }

    private void fail(String problem) {
        progress.problem(problem);
        progress.finish(State.Failed, clock.instant());
    }
}
