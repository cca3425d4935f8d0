package dev.berth.registry.gc;

import dev.berth.registry.gc.mark.Mark;
import dev.berth.registry.gc.mark.MarkRules;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.BlobTree;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Takes back, purges and condemns blobs once every repository is marked. What is condemned now is purged by a later
/// run at the earliest, which marks anew.
final class BlobSweep {
    private final Storage storage;
    private final Mark mark;
    private final MarkRules rules;
    private final Progress progress;
    private final Run run;

    BlobSweep(Mark mark, MarkRules rules, Run run) {
        this.storage = run.storage();
        this.mark = mark;
        this.rules = rules;
        this.progress = run.progress();
        this.run = run;
    }

    void run() {
        var unshortened = new MarkRules(rules.horizon(), rules.limit(), null, rules.untagged(), rules.leaving());
        walk(storage.condemned()::list, digest -> visit(digest, each -> condemned(each, unshortened)));
        if (rules.shortened() != null && !run.dry() && run.pressure().isOn()) {
            oldestFirst(rules.shortened());
        }
        walk(storage::list, digest -> visit(digest, this::present));
    }

    /// In a few walks instead of a sorted list, which could be of any length: each takes what is condemned for half as
    /// long. Ends as soon as there is room.
    private void oldestFirst(Instant shortened) {
        Duration hold = Duration.between(rules.limit(), shortened);
        for (Instant limit :
                List.of(shortened.minus(hold.dividedBy(2)), shortened.minus(hold.dividedBy(4)), shortened)) {
            var pass = new MarkRules(rules.horizon(), rules.limit(), limit, rules.untagged(), rules.leaving());
            new BlobTree(storage.condemned()::list).after(Optional.empty(), digest -> {
                boolean isShort = run.pressure().isOn();
                if (isShort) {
                    visit(digest, each -> condemned(each, pass));
                }
                return isShort;
            });
        }
    }

    /// All digests in a tree, some folders of a common prefix at a time.
    private void walk(Function<StorageKey, List<StorageEntry>> list, Consumer<Digest> visitor) {
        for (StorageEntry algorithm : list.apply(Layout.blobs())) {
            StorageKey all = Layout.blobs().child(algorithm.name());
            List<Runnable> prefixes = new ArrayList<>();
            for (StorageEntry prefix : list.apply(all)) {
                prefixes.add(() -> list.apply(all.child(prefix.name()))
                        .forEach(hex -> Digest.ifValid(algorithm.name() + ":" + hex.name())
                                .ifPresent(visitor)));
            }
            Branches.walk(prefixes, storage.concurrency());
        }
    }

    private void visit(Digest digest, Consumer<Digest> visitor) {
        run.steps().next();
        try {
            visitor.accept(digest);
        } catch (StorageException e) {
            progress.problem("the blob " + digest + " could not be moved or removed: " + e.getMessage());
        }
    }

    private void condemned(Digest digest, MarkRules pass) {
        StorageKey data = Layout.blobData(digest);
        StoredObject since = storage.condemned().stat(data).orElse(null);
        if (since == null) {
            return;
        }
        if (mark.isLive(digest)) {
            takeBack(data, since);
        } else if (!mark.isHeld(digest)
                && pass.mayPurge(since.modified(), () -> storage.condemned().promised(data))) {
            purge(data, since);
        }
    }

    /// Beside one that was uploaded meanwhile it is a copy too many.
    private void takeBack(StorageKey data, StoredObject since) {
        if (run.dry()) {
            return;
        }
        if (storage.stat(data).isPresent()) {
            storage.condemned().purge(data, since.modified());
        } else if (storage.condemned().rescue(data)) {
            progress.rescued.incrementAndGet();
        }
    }

    private void purge(StorageKey data, StoredObject blob) {
        if (run.dry() || storage.condemned().purge(data, blob.modified())) {
            progress.removedBlobs.incrementAndGet();
            progress.freedBytes.addAndGet(blob.size());
        }
    }

    private void present(Digest digest) {
        progress.scannedBlobs.incrementAndGet();
        if (mark.isLive(digest)) {
            return;
        }
        StorageKey data = Layout.blobData(digest);
        storage.stat(data)
                .filter(blob -> !blob.modified().isAfter(rules.horizon()))
                .filter(_ -> run.dry() || storage.condemned().condemn(data))
                .ifPresent(blob -> {
                    progress.condemnedBlobs.incrementAndGet();
                    progress.condemnedBytes.addAndGet(blob.size());
                });
    }
}
