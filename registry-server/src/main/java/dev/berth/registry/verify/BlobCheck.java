package dev.berth.registry.verify;

import dev.berth.registry.blobs.DamagedBlobs;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;
import dev.berth.registry.verify.Findings.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads every blob to its end. Keeps in memory the names of the damaged ones alone.
final class BlobCheck {
    private final Storage storage;
    private final DamagedBlobs content;
    private final Findings findings;
    private final Set<Digest> damaged = new HashSet<>();
    private long blobs;
    private long bytes;

    BlobCheck(Storage storage, DamagedBlobs content, Findings findings) {
        this.storage = storage;
        this.content = content;
        this.findings = findings;
    }

    void run() {
        for (StorageEntry algorithm : storage.list(Layout.blobs())) {
            StorageKey all = Layout.blobs().child(algorithm.name());
            for (StorageEntry prefix : storage.list(all)) {
                for (StorageEntry hex : storage.list(all.child(prefix.name()))) {
                    check(all.child(prefix.name(), hex.name()), algorithm.name() + ":" + hex.name());
                }
            }
        }
    }

    private void check(StorageKey folder, String name) {
        Optional<Digest> digest =
                parse(name).filter(parsed -> Layout.blob(parsed).equals(folder));
        if (digest.isEmpty()) {
            findings.add(Fault.STRANGE_NAME, Place.of(folder), "no digest that this registry knows");
        } else if (storage.stat(Layout.blobData(digest.get())).isEmpty()) {
            empty(folder);
        } else {
            blobs++;
            read(digest.get());
        }
    }

    private void read(Digest digest) {
        StorageKey data = Layout.blobData(digest);
        long size = storage.stat(data).orElseThrow().size();
        bytes += size;
        try {
            Digest actual = content.actual(digest).orElseThrow();
            if (!actual.equals(digest)) {
                damaged(digest, "its " + size + " bytes are " + actual);
            }
        } catch (StorageException e) {
            damaged(digest, String.valueOf(e.getMessage()));
        }
    }

    private void damaged(Digest digest, String what) {
        damaged.add(digest);
        findings.add(
                Fault.DAMAGED_BLOB,
                Place.of(Layout.blobData(digest)),
                what,
                () -> "moved to " + content.setAside(digest));
    }

    private void empty(StorageKey folder) {
        List<StorageEntry> inside = storage.list(folder);
        if (inside.isEmpty()) {
            findings.add(Fault.EMPTY_BLOB_FOLDER, Place.of(folder), "a blob without content", () -> {
                storage.delete(folder);
                return "removed";
            });
        } else {
            findings.add(
                    Fault.EMPTY_BLOB_FOLDER,
                    Place.of(folder),
                    "a blob without content, but with " + inside.getFirst().name());
        }
    }

    static Optional<Digest> parse(String name) {
        try {
            return Optional.of(Digest.parse(name));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    boolean isSound(Digest digest) {
        return !damaged.contains(digest) && stored(digest).isPresent();
    }

    /// One that a collection has condemned comes back when it is asked for.
    Optional<StoredObject> stored(Digest digest) {
        var data = Layout.blobData(digest);
        return storage.stat(data).or(() -> storage.condemned().stat(data));
    }

    long blobs() {
        return blobs;
    }

    long bytes() {
        return bytes;
    }
}
