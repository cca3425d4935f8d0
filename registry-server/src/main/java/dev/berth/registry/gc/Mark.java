package dev.berth.registry.gc;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What lives: everything reached from the roots of each repository. A repository that cannot be understood keeps all
/// it has.
final class Mark {
    private final Storage storage;
    private final Instant horizon;
    private final boolean deleteUntagged;
    private final Progress progress;
    private final DigestSet live = new DigestSet();
    private final List<Condemned> condemned = new ArrayList<>();

    /// A manifest that nothing keeps: its repository, its name there, and the digest its content is stored by.
    record Condemned(RepositoryName repository, Digest revision, Digest content) {}

    Mark(Storage storage, CollectionRequest request, Instant horizon, Progress progress) {
        this.storage = storage;
        this.horizon = horizon;
        this.deleteUntagged = request.deleteUntagged();
        this.progress = progress;
    }

    void repository(RepositoryName name) {
        progress.repositories.incrementAndGet();
        RepositoryMark mark = new RepositoryMark(new RepositoryLinks(storage, name), this);
        try {
            mark.run(deleteUntagged);
            condemned.addAll(mark.condemned());
        } catch (Unreadable e) {
            progress.problem("everything in " + name + " is kept: " + e.getMessage());
            mark.keepEverything();
        }
    }

    /// A condemned manifest was asked for after all: it lives, and so does what it names.
    void rescue(Condemned rescued) {
        RepositoryMark mark = new RepositoryMark(new RepositoryLinks(storage, rescued.repository), this);
        try {
            mark.follow(rescued.content);
        } catch (Unreadable e) {
            progress.problem("everything in " + rescued.repository + " is kept: " + e.getMessage());
            mark.keepEverything();
        }
    }

    boolean isLive(Digest digest) {
        return live.contains(digest);
    }

    List<Condemned> condemned() {
        return List.copyOf(condemned);
    }

    Storage storage() {
        return storage;
    }

    Instant horizon() {
        return horizon;
    }

    void keep(Digest digest) {
        if (live.add(digest)) {
            progress.markedBlobs.set(live.size());
        }
    }

    void countManifest() {
        progress.manifests.incrementAndGet();
    }
}
