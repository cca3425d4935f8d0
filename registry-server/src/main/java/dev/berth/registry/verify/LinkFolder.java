package dev.berth.registry.verify;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.verify.Findings.Place;
import java.util.Optional;
import java.util.function.Consumer;

/// Checks links whose names are digests: layers, manifests, the history of a tag.
final class LinkFolder {
    private final Storage storage;
    private final Links links;
    private final Findings findings;

    LinkFolder(Storage storage, Findings findings) {
        this.storage = storage;
        this.links = new Links(storage);
        this.findings = findings;
    }

    /// A link that says what its name promises.
    record Sound(RepositoryName repository, StorageKey link, Digest target) {}

    /// Shows the links that can be relied on; says what is wrong with the others. Other servers leave a folder without
    /// a link where one was deleted.
    void check(RepositoryName repository, StorageKey folder, Consumer<Sound> visitor) {
        for (StorageEntry algorithm : storage.list(folder)) {
            for (StorageEntry hex : storage.list(folder.child(algorithm.name()))) {
                StorageKey link = folder.child(algorithm.name(), hex.name(), "link");
                Optional<Digest> name = BlobCheck.parse(algorithm.name() + ":" + hex.name());
                if (name.isEmpty()) {
                    findings.add(Fault.STRANGE_NAME, Place.of(repository, link), "no digest that this registry knows");
                } else if (storage.stat(link).isPresent()) {
                    check(new Sound(repository, link, name.get()), visitor);
                } else if (!storage.list(folder.child(algorithm.name(), hex.name()))
                        .isEmpty()) {
                    findings.add(Fault.BROKEN_LINK, Place.of(repository, link), "something else is in its place");
                }
            }
        }
    }

    private void check(Sound named, Consumer<Sound> visitor) {
        Optional<Digest> target = links.read(named.link);
        Place place = Place.of(named.repository, named.link);
        boolean nameIsTarget = named.target.algorithm() == DigestAlgorithm.SHA256;
        if (target.isPresent()) {
            visitor.accept(new Sound(named.repository, named.link, target.get()));
        } else if (nameIsTarget) {
            findings.add(Fault.BROKEN_LINK, place, "it does not name that digest", () -> {
                links.write(named.link, named.target);
                visitor.accept(named);
                return "written anew from its name";
            });
        } else {
            findings.add(Fault.BROKEN_LINK, place, "it names no digest");
        }
    }
}
