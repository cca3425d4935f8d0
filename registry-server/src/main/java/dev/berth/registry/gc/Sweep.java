package dev.berth.registry.gc;

import dev.berth.registry.blobs.DigestLocks;
import dev.berth.registry.gc.Mark.Condemned;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;
import java.util.Optional;

/// Removes what the mark did not reach. Each removal holds the exclusive lock of one digest and looks again first:
/// whoever relied on
/// the digest since the run began, or touched its content after the horizon, keeps it.
final class Sweep {
    private final Storage storage;
    private final Mark mark;
    private final DigestLocks locks;
    private final DigestLocks.Watch watch;
    private final Progress progress;
    private final boolean dryRun;

    Sweep(Mark mark, DigestLocks locks, DigestLocks.Watch watch, Progress progress, boolean dryRun) {
        this.storage = mark.storage();
        this.mark = mark;
        this.locks = locks;
        this.watch = watch;
        this.progress = progress;
        this.dryRun = dryRun;
    }

    void manifest(Condemned condemned) {
        boolean rescued;
        try (var _ = locks.exclusive(condemned.content())) {
            rescued = isRelied(condemned.content());
            if (!rescued) {
                remove(condemned);
            }
        }
        if (rescued) {
            mark.rescue(condemned);
        }
    }

    /// The side entry first: it may name a manifest that is gone, but a manifest must not lose its entry by a crash.
    private void remove(Condemned condemned) {
        progress.removedManifests.incrementAndGet();
        if (!dryRun) {
            subject(condemned.content())
                    .ifPresent(subject ->
                            storage.delete(Layout.referrer(condemned.repository(), subject, condemned.content())));
            storage.delete(Layout.revision(condemned.repository(), condemned.revision()));
        }
    }

    private Optional<Digest> subject(Digest manifest) {
        try (var content = storage.open(Layout.blobData(manifest)).orElse(null)) {
            return content == null
                    ? Optional.empty()
                    : References.parse(content.readAll(16 << 20), manifest).subject();
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    /// Walks all blobs, one folder of a common prefix at a time.
    void blobs() {
        for (StorageEntry algorithm : storage.list(Layout.blobs())) {
            StorageKey all = Layout.blobs().child(algorithm.name());
            for (StorageEntry prefix : storage.list(all)) {
                storage.list(all.child(prefix.name()))
                        .forEach(hex -> digest(algorithm.name(), hex.name()).ifPresent(this::blob));
            }
        }
    }

    private void blob(Digest digest) {
        Progress.stopWhenInterrupted();
        progress.scannedBlobs.incrementAndGet();
        if (mark.isLive(digest)) {
            return;
        }
        try (var _ = locks.exclusive(digest)) {
            Optional<StoredObject> data = storage.stat(Layout.blobData(digest));
            if (data.isPresent() && !isRelied(digest)) {
                if (!dryRun) {
                    storage.delete(Layout.blob(digest));
                }
                progress.removedBlobs.incrementAndGet();
                progress.freedBytes.addAndGet(data.get().size());
            }
        } catch (StorageException e) {
            progress.problem("the blob " + digest + " could not be removed: " + e.getMessage());
        }
    }

    /// Links to blobs that are gone say "I have it" to nobody, but cost a look each time.
    void danglingLayers(RepositoryName name) {
        Progress.stopWhenInterrupted();
        RepositoryLinks links = new RepositoryLinks(storage, name);
        for (Digest layer : links.layers()) {
            Optional<Digest> target = links.layerTarget(layer);
            if (target.isPresent() && isGone(target.get())) {
                unlink(name, layer, target.get());
            }
        }
    }

    private void unlink(RepositoryName name, Digest layer, Digest target) {
        try (var _ = locks.exclusive(target)) {
            if (isGone(target) && !dryRun) {
                storage.delete(Layout.layer(name, layer));
            }
        }
    }

    private boolean isGone(Digest digest) {
        return storage.stat(Layout.blobData(digest)).isEmpty();
    }

    private boolean isRelied(Digest digest) {
        return watch.heldSince(digest)
                || storage.stat(Layout.blobData(digest))
                        .filter(data -> data.modified().isAfter(mark.horizon()))
                        .isPresent();
    }

    private static Optional<Digest> digest(String algorithm, String hex) {
        try {
            return Optional.of(Digest.parse(algorithm + ":" + hex));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }
}
