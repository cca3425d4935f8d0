package dev.berth.registry.verify;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.verify.Findings.Place;
import dev.berth.registry.verify.LinkFolder.Sound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Follows the tags of a repository to their manifests.
final class TagCheck {
    private final Storage storage;
    private final Links links;
    private final Findings findings;
    private long tags;

    TagCheck(Storage storage, Findings findings) {
        this.storage = storage;
        this.links = new Links(storage);
        this.findings = findings;
    }

    void run(RepositoryName repository) {
        for (StorageEntry entry : storage.list(Layout.tags(repository))) {
            if (entry.folder() && Tag.isValid(entry.name())) {
                tags++;
                check(repository, Tag.parse(entry.name()));
            } else {
                StorageKey path = Layout.tags(repository).child(entry.name());
                findings.add(Fault.STRANGE_NAME, Place.of(repository, path), "it is no tag");
            }
        }
    }

    private void check(RepositoryName repository, Tag tag) {
        List<Digest> history = new ArrayList<>();
        new LinkFolder(storage, findings)
                .check(repository, Layout.tagHistory(repository, tag), (Sound sound) -> history.add(sound.target()));
        StorageKey current = Layout.tagCurrentLink(repository, tag);
        Place place = Place.of(repository, current);
        Optional<Digest> target = links.read(current);
        if (target.isPresent()) {
            if (links.read(Layout.revisionLink(repository, target.get())).isEmpty()) {
                findings.add(
                        Fault.DANGLING_TAG,
                        place,
                        "it points to " + target.get() + ", which the repository does not hold; push or delete it");
            }
        } else if (storage.stat(current).isPresent()) {
            broken(place, history);
        } else if (!history.isEmpty()) {
            findings.add(Fault.UNFINISHED_TAG, place, "it has a history and points nowhere; push the tag again");
        }
    }

    /// A tag's history is written before the tag, so when it has one entry, that is where the tag pointed.
    private void broken(Place place, List<Digest> history) {
        if (history.size() == 1) {
            findings.add(Fault.BROKEN_LINK, place, "it names no digest", () -> {
                links.write(place.path(), history.getFirst());
                return "written anew from its history";
            });
        } else {
            findings.add(Fault.BROKEN_LINK, place, "it names no digest; push the tag again or delete it");
        }
    }

    long tags() {
        return tags;
    }
}
