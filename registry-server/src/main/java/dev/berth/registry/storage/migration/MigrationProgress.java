package dev.berth.registry.storage.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts while content is copied; others may look at any time.
final class MigrationProgress {
    private static final int MOST_PROBLEMS = 100;

    final AtomicLong repositories = new AtomicLong();
    final AtomicLong copiedBlobs = new AtomicLong();
    final AtomicLong copiedBytes = new AtomicLong();
    final AtomicLong copiedLinks = new AtomicLong();
    final AtomicLong presentBlobs = new AtomicLong();

    private final Instant started;
    private final Set<String> problems = new LinkedHashSet<>();
    private int pass;
    private boolean interrupted;
    private @Nullable Instant finished;

    MigrationProgress(Instant started) {
        this.started = started;
    }

    synchronized int startPass() {
        problems.clear();
        interrupted = false;
        repositories.set(0);
        presentBlobs.set(0);
        return ++pass;
    }

    /// What was copied so far, to see whether a pass found anything left to do.
    long copied() {
        return copiedBlobs.get() + copiedLinks.get();
    }

    synchronized void problem(String sentence) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(sentence);
        } else if (problems.size() == MOST_PROBLEMS) {
            problems.add("and more");
        }
    }

    /// Until the next pass.
    synchronized void interrupt(String cause) {
        problems.clear();
        problem("a pass was cut off: " + cause);
        interrupted = true;
    }

    private MigrationReport.State state() {
        if (finished != null) {
            return MigrationReport.State.Completed;
        }
        return interrupted ? MigrationReport.State.Interrupted : MigrationReport.State.Copying;
    }

    synchronized void finish(Instant now) {
        finished = now;
    }

    synchronized MigrationReport report(Instant now) {
        Instant end = finished == null ? now : finished;
        return new MigrationReport(
                state(),
                started.toString(),
                finished == null ? null : finished.toString(),
                pass,
                repositories.get(),
                copiedBlobs.get(),
                copiedBytes.get(),
                copiedLinks.get(),
                presentBlobs.get(),
                Duration.between(started, end).toMillis() / 1000.0,
                List.copyOf(problems));
    }
}
