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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// Blobs as a repository sees them: only through its own links, whatever else is stored.
/// Every answer that says "I have it" is a promise: it makes the blob young, and takes it back from the collector.
@Singleton
public final class Blobs {
    /// A blob younger than this is far from any grace period.
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private static final Digest EMPTY = Digest.sha256(new byte[0]);
    private final Storage storage;
    private final Links links;
    private final DigestLocks locks;
    private final Holders holders;

    Blobs(Storage storage, Links links, DigestLocks locks, Holders holders) {
        this.storage = storage;
        this.links = links;
        this.locks = locks;
        this.holders = holders;
    }

    /// The blob a layer link of the repository leads to, promised to stay for the grace period.
    public Optional<StoredBlob> find(RepositoryName repository, Digest digest) {
        return resolve(Layout.layerLink(repository, digest)).flatMap(this::promise);
    }

    /// The content digest a link names, which differs from the link's own name for another algorithm.
    public Optional<Digest> resolve(StorageKey link) {
        return links.find(link);
    }

    /// The blob behind a content digest, made young and taken back from a collector. Empty when it is missing or
    /// evidently damaged. It may be moved either way between two steps, so that only two vain looks on either side
    /// count.
    public Optional<StoredBlob> promise(Digest canonical) {
        var data = Layout.blobData(canonical);
        for (int vain = 0; vain < 2; ) {
            var object = storage.stat(data);
            if (object.isEmpty()) {
                vain += storage.condemned().rescue(data) ? 0 : 1;
            } else if (object.get().size() == 0 && !canonical.equals(EMPTY)) {
                return Optional.empty();
            } else if (isYoung(object.get().modified()) || storage.touch(data)) {
                return Optional.of(new StoredBlob(canonical, object.get().size()));
            }
        }
        return Optional.empty();
    }

    private boolean isYoung(Instant modified) {
        return modified.isAfter(storage.now().minus(YOUNG));
    }

    /// Where clients may fetch it from by themselves. Empty when only here.
    public Optional<URI> address(StoredBlob blob) {
        return storage.address(Layout.blobData(blob.canonical()));
    }

    public StoredContent open(StoredBlob blob) {
        return open(blob.canonical()).orElseThrow(() -> RegistryException.of(ErrorCode.BLOB_UNKNOWN));
    }

    /// Once open it stays readable, whatever becomes of it.
    public Optional<StoredContent> open(Digest canonical) {
        return storage.open(Layout.blobData(canonical))
                .or(() -> promise(canonical).flatMap(blob -> storage.open(Layout.blobData(blob.canonical()))));
    }

    /// Lets finished content become the blob and links it. It takes the place of one that is there, which may be
    /// damaged: this was just read to the end, the other maybe years ago.
    public void adopt(RepositoryName repository, Consumer<StorageKey> content, Digests digests) {
        var canonical = digests.canonical();
        var data = Layout.blobData(canonical);
        try (var _ = locks.shared(canonical)) {
            var condemned = storage.condemned().stat(data);
            content.accept(data);
            condemned.ifPresent(old -> storage.condemned().purge(data, old.modified()));
            link(repository, canonical, digests.named());
        }
    }

    /// Stores small content as the blob, unless it is there already. For callers that hold its lock.
    public void storeLocked(Digest canonical, byte[] content) {
        if (promise(canonical).filter(blob -> holds(blob, content)).isEmpty()) {
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
        var blob = promise(canonical.get());
        blob.ifPresent(_ -> link(into, canonical.get(), digest));
        return blob;
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
                .forEach(name -> links.remove(Layout.layer(repository, name)));
        links.remove(Layout.layer(repository, digest));
    }
}
