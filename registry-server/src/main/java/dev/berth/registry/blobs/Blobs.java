package dev.berth.registry.blobs;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Blobs as a repository sees them: only through its own links, whatever else is stored.
/// Every answer that says "I have it" makes the blob young, so that the collector leaves it alone.
@Singleton
public final class Blobs {
    /// A blob younger than this is far from any grace period.
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private static final Digest EMPTY = Digest.sha256(new byte[0]);
    private final Storage storage;
    private final Links links;
    private final DigestLocks locks;
    private final Holders holders;
    private final Clock clock;

    Blobs(Storage storage, Links links, DigestLocks locks, Holders holders, Clock clock) {
        this.storage = storage;
        this.links = links;
        this.locks = locks;
        this.holders = holders;
        this.clock = clock;
    }

    /// The blob a layer link of the repository leads to, promised to stay for the grace period.
    public Optional<StoredBlob> find(RepositoryName repository, Digest digest) {
        return resolve(Layout.layerLink(repository, digest)).flatMap(this::promise);
    }

    /// The content digest a link names, which differs from the link's own name for another algorithm.
    public Optional<Digest> resolve(StorageKey link) {
        return links.read(link);
    }

    /// The blob behind a content digest, made young. Empty when it is missing or evidently damaged.
    public Optional<StoredBlob> promise(Digest canonical) {
        try (var _ = locks.shared(canonical)) {
            return promiseLocked(canonical);
        }
    }

    /// As [#promise], for callers that hold the lock of the digest.
    public Optional<StoredBlob> promiseLocked(Digest canonical) {
        var data = Layout.blobData(canonical);
        return storage.stat(data)
                .filter(object -> object.size() > 0 || canonical.equals(EMPTY))
                .filter(object -> isYoung(object.modified()) || storage.touch(data))
                .map(object -> new StoredBlob(canonical, object.size()));
    }

    private boolean isYoung(Instant modified) {
        return modified.isAfter(clock.instant().minus(YOUNG));
    }

    public StoredContent open(StoredBlob blob) {
        return storage.open(Layout.blobData(blob.canonical()))
                .orElseThrow(() -> RegistryException.of(ErrorCode.BLOB_UNKNOWN));
    }

    /// Moves a finished file in as the blob and links it. Takes the place of one that is there, which may be damaged:
    /// the file was just read to the end, the other maybe years ago.
    public void adopt(RepositoryName repository, StorageKey file, Digests digests) {
        var canonical = digests.canonical();
        try (var _ = locks.shared(canonical)) {
            storage.touch(file);
            storage.move(file, Layout.blobData(canonical));
            link(repository, canonical, digests.named());
        }
    }

    /// Stores small content as the blob, unless it is there already. For callers that hold its lock.
    public void storeLocked(Digest canonical, byte[] content) {
        if (promiseLocked(canonical).filter(blob -> holds(blob, content)).isEmpty()) {
            storage.write(Layout.blobData(canonical), content);
        }
    }

    private boolean holds(StoredBlob blob, byte[] content) {
        if (blob.size() != content.length) {
            return false;
        }
        try (var stored = open(blob)) {
            return Arrays.equals(stored.readAll(content.length), content);
        }
    }

    /// Where a mount without a source may find the blob: in the repository itself, or where it was pushed last.
    public Optional<RepositoryName> holder(RepositoryName into, Digest digest) {
        return resolve(Layout.layerLink(into, digest)).map(_ -> into).or(() -> holders.of(digest));
    }

    /// Lets a repository use a blob that another one holds. Empty when that one doesn't.
    public Optional<StoredBlob> mount(RepositoryName into, RepositoryName from, Digest digest) {
        var canonical = resolve(Layout.layerLink(from, digest));
        if (canonical.isEmpty()) {
            return Optional.empty();
        }
        try (var _ = locks.shared(canonical.get())) {
            var blob = promiseLocked(canonical.get());
            blob.ifPresent(_ -> link(into, canonical.get(), digest));
            return blob;
        }
    }

    private void link(RepositoryName repository, Digest canonical, Digest named) {
        links.write(Layout.layerLink(repository, canonical), canonical);
        if (named.algorithm() != DigestAlgorithm.SHA256) {
            links.write(Layout.layerLink(repository, named), canonical);
        }
        holders.note(canonical, repository);
        holders.note(named, repository);
    }

    /// Takes the blob away from the repository, under all its names; the content stays until it is collected.
    /// The name that was asked for goes last, so that a removal cut off can be repeated.
    public void unlink(RepositoryName repository, Digest digest) {
        var canonical = resolve(Layout.layerLink(repository, digest))
                .orElseThrow(() -> RegistryException.of(ErrorCode.BLOB_UNKNOWN));
        links.names(Layout.layers(repository), canonical).stream()
                .filter(name -> !name.equals(digest))
                .forEach(name -> storage.delete(Layout.layer(repository, name)));
        storage.delete(Layout.layer(repository, digest));
    }
}
