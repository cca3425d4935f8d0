package dev.berth.registry.tags;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Where the tags of a repository point.
@Singleton
public final class Tags {
    private static final int LOCKS = 256;
    private final List<Lock> locks =
            Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();
    private final ImmutableTags immutable;
    private final Storage storage;
    private final Links links;

    public Tags(Storage storage, Links links, ImmutableTags immutable) {
        this.immutable = immutable;
        this.storage = storage;
        this.links = links;
    }

    /// The digest the tag was pushed with, which need not be the one the content is stored by.
    public Optional<Digest> target(RepositoryName repository, Tag tag) {
        return links.read(Layout.tagCurrentLink(repository, tag));
    }

    /// Throws DENIED for an immutable tag that points elsewhere.
    public void requireMovable(RepositoryName repository, Tag tag, Digest target) {
        if (immutable.contain(repository, tag)
                && target(repository, tag)
                        .filter(there -> !there.equals(target))
                        .isPresent()) {
            throw RegistryException.of(
                    ErrorCode.DENIED, "the tag " + tag + " is immutable and points elsewhere; push another tag");
        }
    }

    /// Throws DENIED for an immutable tag that is there.
    public void requireRemovable(RepositoryName repository, Tag tag) {
        if (immutable.contain(repository, tag) && version(repository, tag).isPresent()) {
            throw RegistryException.of(ErrorCode.DENIED, "the tag " + tag + " is immutable");
        }
    }

    /// Says that a tag is about to point there, which a collector heeds like the tag.
    public StorageKey pin(RepositoryName repository, Digest target) {
        var pin = Layout.pins(repository).child(UUID.randomUUID().toString());
        links.replace(pin, target);
        return pin;
    }

    /// For a push that failed.
    public void unpin(StorageKey pin) {
        storage.delete(pin);
    }

    /// Moves the tag, after what it points to is stored, by turning the pin into it. The history is first, the tag
    /// itself is last, and always anew, so that who decided to remove the old one sees that it is another now.
    /// Fails when the pin was given up for its age.
    public void point(RepositoryName repository, Tag tag, Digest target, StorageKey pin) {
        var history = Layout.tagIndexLink(repository, tag, target);
        if (!links.read(history).equals(Optional.of(target))) {
            links.replace(history, target);
        }
        locked(repository, tag, () -> {
            requireMovable(repository, tag, target);
            storage.move(pin, Layout.tagCurrentLink(repository, tag));
        });
    }

    /// The tag's link as it is now, to be compared when it is removed. Empty when there is no such tag.
    public Optional<StoredObject> version(RepositoryName repository, Tag tag) {
        return storage.stat(Layout.tagCurrentLink(repository, tag));
    }

    /// False when there is no such tag. One that points nowhere for its link is broken can be removed too.
    public boolean remove(RepositoryName repository, Tag tag) {
        for (var version = version(repository, tag); version.isPresent(); version = version(repository, tag)) {
            if (remove(repository, tag, version.get())) {
                return true;
            }
        }
        return false;
    }

    /// Removes the tag unless it was pushed again since it was seen so. Its history goes too, as far as it is known
    /// before: a push that comes in between writes its own.
    public boolean remove(RepositoryName repository, Tag tag, StoredObject seen) {
        var history = history(repository, tag);
        var removed = new AtomicBoolean();
        locked(repository, tag, () -> removed.set(storage.delete(Layout.tagCurrentLink(repository, tag), seen)));
        if (!removed.get()) {
            return false;
        }
        history.forEach(storage::delete);
        storage.prune(Layout.tag(repository, tag));
        return true;
    }

    /// A push and a removal of one tag by this process keep out of each other's way. Between processes the storage
    /// decides, and a tag that wins may not be seen for a moment.
    private void locked(RepositoryName repository, Tag tag, Runnable action) {
        var lock = locks.get(Math.floorMod(Objects.hash(repository, tag), LOCKS));
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private List<StorageKey> history(RepositoryName repository, Tag tag) {
        var folder = Layout.tagHistory(repository, tag);
        return storage.list(folder).stream()
                .map(algorithm -> folder.child(algorithm.name()))
                .flatMap(algorithm -> storage.list(algorithm).stream().map(hex -> algorithm.child(hex.name())))
                .toList();
    }

    /// Answers the tags that are gone. Throws DENIED and removes none when one of them is immutable.
    public List<Tag> removeAllPointingTo(RepositoryName repository, Set<Digest> targets) {
        var pointing = all(repository).stream()
                .filter(tag -> target(repository, tag).filter(targets::contains).isPresent())
                .toList();
        pointing.forEach(tag -> requireRemovable(repository, tag));
        return pointing.stream()
                .filter(tag -> removeIfPointingTo(repository, tag, targets))
                .toList();
    }

    private boolean removeIfPointingTo(RepositoryName repository, Tag tag, Set<Digest> targets) {
        var version = version(repository, tag);
        return version.isPresent()
                && target(repository, tag).filter(targets::contains).isPresent()
                && remove(repository, tag, version.get());
    }

    /// All tags that point somewhere, sorted. Folders that hold only history are no tags.
    public List<Tag> all(RepositoryName repository) {
        return storage.list(Layout.tags(repository)).stream()
                .filter(StorageEntry::folder)
                .map(StorageEntry::name)
                .filter(Tag::isValid)
                .map(Tag::parse)
                .filter(tag -> points(repository, tag))
                .toList();
    }

    private boolean points(RepositoryName repository, Tag tag) {
        return storage.stat(Layout.tagCurrentLink(repository, tag))
                .filter(link -> link.size() > 0)
                .isPresent();
    }

    /// Whether the repository holds a manifest of this digest, whatever points to it. One that is condemned is not
    /// held.
    public boolean holds(RepositoryName repository, Digest manifest) {
        return storage.stat(Layout.revisionLink(repository, manifest)).isPresent();
    }

    /// A repository exists once a manifest was pushed to it, even when all are gone again.
    public boolean repositoryExists(RepositoryName repository) {
        return storage.list(Layout.repository(repository)).stream()
                .anyMatch(entry -> entry.name().equals("_manifests"));
    }
}
