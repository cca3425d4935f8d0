package dev.berth.registry.storage.s3;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.s3.Tombstone.Seen;
import dev.berth.registry.storage.s3.Tombstone.State;
import dev.berth.registry.storage.s3.bucket.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Deletes what is condemned: its tombstone says so first, then goes the object, then the tombstone. Those who ask at
/// the same time share their requests. Deletes only shortly after the tombstone was changed, by this process's own
/// clock: later, another may have taken the tombstone for one of a collector that died.
final class Deletions {
    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// By the service's clock. Much longer than the other, for a request may be on its way for long.
    private static final Duration DEAD = Duration.ofMinutes(5);

    private static final int BATCH = 1000;
    private final Bucket bucket;
    private final Tombstones tombstones;
    private final List<Pending> queue = new ArrayList<>();
    private boolean running;

    private record Pending(StorageKey object, long since, CompletableFuture<Boolean> done) {}

    Deletions(Bucket bucket, Tombstones tombstones) {
        this.bucket = bucket;
        this.tombstones = tombstones;
    }

    /// False when somebody else has changed the tombstone.
    boolean delete(StorageKey object, Seen seen) {
        long now = System.nanoTime();
        if (!tombstones.startDeletion(object, seen)) {
            return false;
        }
        var pending = new Pending(object, now, new CompletableFuture<>());
        enqueue(pending);
        try {
            return pending.done().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageException known ? known : e;
        }
    }

    private void enqueue(Pending pending) {
        synchronized (this) {
            queue.add(pending);
            if (running) {
                return;
            }
            running = true;
        }
        Thread.ofVirtual().name("deletions").start(this::drain);
    }

    private void drain() {
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            deleteAll(batch);
        }
    }

    private synchronized List<Pending> next() {
        var batch = List.copyOf(queue.subList(0, Math.min(queue.size(), BATCH)));
        queue.subList(0, batch.size()).clear();
        running = !batch.isEmpty();
        return batch;
    }

    private void deleteAll(List<Pending> batch) {
        try {
            long now = System.nanoTime();
            var valid = batch.stream()
                    .filter(each -> now - each.since() < VALID_NANOS)
                    .map(Pending::object)
                    .toList();
            bucket.deleteAll(valid.stream().map(StorageKey::toString).toList());
            bucket.deleteAll(valid.stream().map(Tombstones::path).toList());
            batch.forEach(each -> each.done().complete(valid.contains(each.object())));
        } catch (RuntimeException e) {
            batch.forEach(each -> each.done().completeExceptionally(e));
        }
    }

    /// Ends what collectors that died had begun to delete, and removes the tombstones of what was rescued.
    void tidy(Instant now) {
        var rescued = new ArrayList<String>();
        var spent = new ArrayList<String>();
        var dead = new ArrayList<String>();
        for (var each : bucket.list(prefix(), true).objects()) {
            boolean old = each.object().modified().isBefore(now.minus(DEAD));
            switch (Tombstone.stateOf(each.object().size()).orElse(State.CONDEMNED)) {
                case RESCUED -> rescued.add(each.name());
                case SPENT -> spent.addAll(old ? List.of(each.name()) : List.of());
                case DELETING -> dead.addAll(old ? List.of(each.name()) : List.of());
                case CONDEMNED -> {}
            }
        }
        var tree = Layout.blobs().parent() + "/";
        bucket.deleteAll(dead.stream().map(tree::concat).toList());
        spent.addAll(dead);
        bucket.deleteAll(spent.stream().map(prefix()::concat).toList());
        rescued.forEach(this::removeRescued);
    }

    private void removeRescued(String name) {
        long now = System.nanoTime();
        var object = Layout.blobs().parent().children(List.of(name.split("/")));
        if (tombstones.spend(object) && System.nanoTime() - now < VALID_NANOS) {
            bucket.delete(prefix() + name);
        }
    }

    private static String prefix() {
        return Layout.condemned() + "/";
    }
}
