package dev.berth.registry.gc;

import dev.berth.registry.gc.CollectionReport.State;
import dev.berth.registry.gc.CollectionReport.TagReport;
import dev.berth.registry.gc.CollectionReport.Trigger;
import dev.berth.registry.gc.mark.Mark;
import dev.berth.registry.retention.TagDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Counts while one collection runs; others may look at any time.
final class Progress {
    private static final int MOST_PROBLEMS = 100;
    private static final int MOST_TAGS = 2000;

    final AtomicLong repositories = new AtomicLong();
    final AtomicLong manifests = new AtomicLong();
    final AtomicLong scannedBlobs = new AtomicLong();
    final AtomicLong markedBlobs = new AtomicLong();
    final AtomicLong removedTags = new AtomicLong();
    final AtomicLong condemnedBlobs = new AtomicLong();
    final AtomicLong condemnedManifests = new AtomicLong();
    final AtomicLong condemnedBytes = new AtomicLong();
    final AtomicLong rescued = new AtomicLong();
    final AtomicLong removedBlobs = new AtomicLong();
    final AtomicLong removedManifests = new AtomicLong();
    final AtomicLong freedBytes = new AtomicLong();

    private final String id = UUID.randomUUID().toString();
    private final Instant started;
    private final boolean dryRun;
    private final Set<String> problems = new LinkedHashSet<>();
    private final List<TagReport> tags = new ArrayList<>();
    private volatile Consumer<TagReport> listener = _ -> {};
    private State state = State.Running;
    private volatile Phase phase = Phase.Repositories;
    private volatile Trigger trigger = Trigger.Request;
    private @Nullable Instant finished;

    Progress(Instant started, boolean dryRun) {
        this.started = started;
        this.dryRun = dryRun;
    }

    String id() {
        return id;
    }

    /// What a mark has found so far; one that begins anew counts from the start.
    void marked(Mark mark) {
        manifests.set(mark.manifests());
        markedBlobs.set(mark.liveBlobs());
    }

    void startRound() {
        phase = Phase.Repositories;
        repositories.set(0);
        scannedBlobs.set(0);
    }

    void enter(Phase next) {
        phase = next;
    }

    void startedBy(Trigger cause) {
        trigger = cause;
    }

    /// In a dry run every decision is told, else what was done.
    synchronized void kept(TagDecision decision) {
        if (dryRun) {
            tell(decision);
        }
    }

    synchronized void removed(TagDecision decision) {
        removedTags.incrementAndGet();
        tell(decision);
    }

    private void tell(TagDecision decision) {
        TagReport report =
                new TagReport(decision.repository() + ":" + decision.tag(), decision.kept(), decision.reason());
        listener.accept(report);
        if (tags.size() < MOST_TAGS) {
            tags.add(report);
        }
    }

    /// From now on told of each tag, however many there are.
    void tellTags(Consumer<TagReport> all) {
        listener = all;
    }

    synchronized void problem(String sentence) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(sentence);
        } else if (problems.size() == MOST_PROBLEMS) {
            problems.add("and more");
        }
    }

    synchronized void finish(State end, Instant now) {
        state = end;
        finished = now;
        phase = Phase.Ended;
    }

    synchronized CollectionReport report(Instant now) {
        Instant end = finished == null ? now : finished;
        return new CollectionReport(
                id,
                state,
                phase,
                trigger,
                started.toString(),
                finished == null ? null : finished.toString(),
                dryRun,
                repositories.get(),
                manifests.get(),
                markedBlobs.get(),
                scannedBlobs.get(),
                removedTags.get(),
                condemnedBlobs.get(),
                condemnedManifests.get(),
                condemnedBytes.get(),
                rescued.get(),
                removedBlobs.get(),
                removedManifests.get(),
                freedBytes.get(),
                Duration.between(started, end).toMillis() / 1000.0,
                List.copyOf(problems),
                List.copyOf(tags));
    }
}
