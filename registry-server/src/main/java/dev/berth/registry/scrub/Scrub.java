package dev.berth.registry.scrub;

import dev.berth.registry.blobs.DamagedBlobs;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.scrub.ScrubReport.Damage;
import dev.berth.registry.scrub.ScrubReport.State;
import dev.berth.registry.storage.BlobTree;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Repositories;
import dev.berth.registry.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One run over all blobs, in their order. Keeps how far it is twice a minute, and after each find.
final class Scrub {
    private static final int MOST_PROBLEMS = 100;
    private static final int MOST_DAMAGES = 1000;
    private static final Duration SAVED_EVERY = Duration.ofSeconds(30);

    private final Storage storage;
    private final DamagedBlobs content;
    private final Pace pace;
    private final BiConsumer<Digest, Damage> listener;
    private final String id;
    private final String startedAt;
    private final List<Damage> damaged;
    private final List<String> problems;
    private @Nullable Digest position;
    private long blobs;
    private long bytesBefore;
    private State state = State.Running;
    private @Nullable Instant finishedAt;
    private Instant saved;

    private Scrub(
            Storage storage, DamagedBlobs content, Pace pace, BiConsumer<Digest, Damage> listener, ScrubReport from) {
        this.storage = storage;
        this.content = content;
        this.pace = pace;
        this.listener = listener;
        this.id = from.id();
        this.startedAt = from.startedAt();
        this.damaged = new ArrayList<>(from.damaged());
        this.problems = new ArrayList<>(from.problems());
        this.position =
                Optional.ofNullable(from.position()).flatMap(Digest::ifValid).orElse(null);
        this.blobs = from.blobs();
        this.bytesBefore = from.bytes();
        this.saved = storage.now();
    }

    /// What a run reads by, and whom it tells of damage.
    record Means(DamagedBlobs content, Pace pace, BiConsumer<Digest, Damage> listener) {}

    /// Goes on where the last one was cut off, or begins anew.
    static Scrub after(Optional<ScrubReport> last, Storage storage, Means means) {
        ScrubReport from = last.filter(report -> report.state() == State.Running)
                .orElseGet(() -> new ScrubReport(
                        UUID.randomUUID().toString(),
                        State.Running,
                        storage.now().toString(),
                        null,
                        null,
                        0,
                        0,
                        List.of(),
                        List.of()));
        return new Scrub(storage, means.content, means.pace, means.listener, from);
    }

    /// When it is stopped it stays unfinished, for the next one to go on.
    void run() {
        try {
            save();
            new BlobTree(storage::list).after(Optional.ofNullable(position), this::visit);
            finish(State.Succeeded);
        } catch (CancellationException e) {
            save();
        } catch (StorageException e) {
            problem("it could not go on: " + e.getMessage());
            finish(State.Failed);
        }
    }

    private boolean visit(Digest digest) {
        pace.accept(0);
        try {
            content.quarantine(digest, pace).ifPresent(aside -> found(digest, aside.toString()));
        } catch (StorageException e) {
            problem("the blob " + digest + " cannot be read: " + e.getMessage());
        }
        passed(digest);
        return true;
    }

    private synchronized void passed(Digest digest) {
        position = digest;
        blobs++;
        if (Duration.between(saved, storage.now()).compareTo(SAVED_EVERY) > 0) {
            save();
        }
    }

    private void found(Digest digest, String movedTo) {
        Damage damage = new Damage(digest.toString(), movedTo, repositories(digest));
        synchronized (this) {
            if (damaged.size() < MOST_DAMAGES) {
                damaged.add(damage);
            }
            save();
        }
        listener.accept(digest, damage);
    }

    private List<String> repositories(Digest digest) {
        List<String> holders = new ArrayList<>();
        new Repositories(storage)
                .forEach(
                        name -> {
                            if (holds(name, digest)) {
                                holders.add(name.value());
                            }
                        },
                        _ -> {});
        return List.copyOf(holders);
    }

    private boolean holds(RepositoryName name, Digest digest) {
        return storage.stat(Layout.layerLink(name, digest)).isPresent()
                || storage.stat(Layout.revisionLink(name, digest)).isPresent();
    }

    private synchronized void problem(String sentence) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(sentence);
        }
    }

    private synchronized void finish(State end) {
        state = end;
        finishedAt = storage.now();
        save();
    }

    private synchronized void save() {
        saved = storage.now();
        new ScrubState(storage).write(report());
    }

    synchronized ScrubReport report() {
        return new ScrubReport(
                id,
                state,
                startedAt,
                finishedAt == null ? null : finishedAt.toString(),
                position == null ? null : position.toString(),
                blobs,
                bytesBefore + pace.passed(),
                List.copyOf(damaged),
                List.copyOf(problems));
    }
}
