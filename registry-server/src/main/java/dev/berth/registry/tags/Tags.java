package dev.berth.registry.tags;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the tags of a repository point.
@Singleton
public final class Tags {
    private final Storage storage;
    private final Links links;

    public Tags(Storage storage, Links links) {
        this.storage = storage;
        this.links = links;
    }

    /// The digest the tag was pushed with, which need not be the one the content is stored by.
    public Optional<Digest> target(RepositoryName repository, Tag tag) {
        return links.read(Layout.tagCurrentLink(repository, tag));
    }

    /// Moves the tag, after what it points to is stored. The history is written first: the tag itself is last.
    public void point(RepositoryName repository, Tag tag, Digest target) {
        links.write(Layout.tagIndexLink(repository, tag, target), target);
        links.write(Layout.tagCurrentLink(repository, tag), target);
    }

    /// False when there is no such tag. One that points nowhere for its link is broken can be removed too.
    public boolean remove(RepositoryName repository, Tag tag) {
        if (storage.stat(Layout.tagCurrentLink(repository, tag)).isEmpty()) {
            return false;
        }
        storage.delete(Layout.tag(repository, tag));
        return true;
    }

    /// Answers the tags that are gone.
    public List<Tag> removeAllPointingTo(RepositoryName repository, Set<Digest> targets) {
        var pointing = all(repository).stream()
                .filter(tag -> target(repository, tag).filter(targets::contains).isPresent())
                .toList();
        pointing.forEach(tag -> remove(repository, tag));
        return pointing;
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

    /// A repository exists once a manifest was pushed to it, even when all are gone again.
    public boolean repositoryExists(RepositoryName repository) {
        return storage.list(Layout.repository(repository)).stream()
                .anyMatch(entry -> entry.name().equals("_manifests"));
    }
}
