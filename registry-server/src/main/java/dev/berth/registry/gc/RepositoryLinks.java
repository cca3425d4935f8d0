package dev.berth.registry.gc;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads what one repository links to.
final class RepositoryLinks {
    private final Storage storage;
    private final Links links;
    private final RepositoryName name;

    RepositoryLinks(Storage storage, RepositoryName name) {
        this.storage = storage;
        this.links = new Links(storage);
        this.name = name;
    }

    RepositoryName name() {
        return name;
    }

    /// Where the tags point. A tag whose folder holds only history was cut off while it was written: its history
    /// counts.
    List<Digest> tagged() throws Unreadable {
        List<Digest> targets = new ArrayList<>();
        for (StorageEntry entry : storage.list(Layout.tags(name))) {
            if (!entry.folder() || !Tag.isValid(entry.name())) {
                throw new Unreadable("\"" + entry.name() + "\" is no tag");
            }
            Tag tag = Tag.parse(entry.name());
            StorageKey current = Layout.tagCurrentLink(name, tag);
            if (storage.stat(current).isPresent()) {
                targets.add(canonical(read(current)));
            } else {
                digests(Layout.tag(name, tag).child("index")).forEach(each -> targets.add(canonical(each)));
            }
        }
        return targets;
    }

    /// Whatever any tag points to or ever did, as far as it can be read.
    List<Digest> everTagged() {
        List<Digest> targets = new ArrayList<>();
        StorageKey tags = Layout.tags(name);
        for (StorageEntry tag : storage.list(tags)) {
            StorageKey folder = tags.child(tag.name());
            links.read(folder.child("current", "link")).map(this::canonical).ifPresent(targets::add);
            for (StorageEntry algorithm : storage.list(folder.child("index"))) {
                for (StorageEntry hex : storage.list(folder.child("index", algorithm.name()))) {
                    links.read(folder.child("index", algorithm.name(), hex.name(), "link"))
                            .map(this::canonical)
                            .ifPresent(targets::add);
                }
            }
        }
        return targets;
    }

    /// The names of the manifests, which differ from their content's digest for another algorithm.
    List<Digest> revisions() throws Unreadable {
        return digests(Layout.revisions(name));
    }

    Digest revisionTarget(Digest revision) throws Unreadable {
        return read(Layout.revisionLink(name, revision));
    }

    /// Names that are no digests are no layers: no request can ask for them.
    List<Digest> layers() {
        return entries(Layout.layers(name))
                .flatMap(entry -> entry.name().stream())
                .toList();
    }

    /// What the layer links lead to whose names say nothing to this server, such as those of other algorithms.
    List<Digest> targetsOfForeignLayers() {
        return entries(Layout.layers(name))
                .filter(entry -> entry.name().isEmpty())
                .flatMap(entry -> links.read(entry.link()).stream())
                .toList();
    }

    /// The names and targets of all links below a folder, as far as they can be read.
    List<Digest> readable(StorageKey folder) {
        return entries(folder)
                .flatMap(entry -> Stream.concat(entry.name().stream(), links.read(entry.link()).stream()))
                .toList();
    }

    private record Entry(Optional<Digest> name, StorageKey link) {}

    private Stream<Entry> entries(StorageKey folder) {
        return storage.list(folder).stream()
                .map(StorageEntry::name)
                .flatMap(algorithm -> storage.list(folder.child(algorithm)).stream()
                        .map(StorageEntry::name)
                        .map(hex -> new Entry(parse(algorithm, hex), folder.child(algorithm, hex, "link"))));
    }

    Optional<Digest> layerTarget(Digest layer) {
        return links.read(Layout.layerLink(name, layer));
    }

    boolean hasRevision(Digest digest) {
        return storage.stat(Layout.revisionLink(name, digest)).isPresent();
    }

    /// The digest a blob is stored by. Only names of another algorithm than the usual one differ from it.
    Digest canonical(Digest named) {
        if (named.algorithm() == DigestAlgorithm.SHA256) {
            return named;
        }
        return links.read(Layout.layerLink(name, named))
                .or(() -> links.read(Layout.revisionLink(name, named)))
                .orElse(named);
    }

    boolean isUploadedSince(Instant horizon) {
        return storage.list(Layout.uploads(name)).stream()
                .map(StorageEntry::name)
                .flatMap(id -> Stream.of(Layout.uploadData(name, id), Layout.uploadStartedAt(name, id)))
                .anyMatch(key -> isYounger(key, horizon));
    }

    boolean isYounger(StorageKey key, Instant horizon) {
        return storage.stat(key)
                .filter(object -> object.modified().isAfter(horizon))
                .isPresent();
    }

    private Digest read(StorageKey link) throws Unreadable {
        return links.read(link).orElseThrow(() -> new Unreadable("the link " + link + " is empty or unreadable"));
    }

    private List<Digest> digests(StorageKey folder) throws Unreadable {
        List<Digest> digests = new ArrayList<>();
        for (StorageEntry algorithm : storage.list(folder)) {
            for (StorageEntry hex : storage.list(folder.child(algorithm.name()))) {
                digests.add(digest(algorithm.name(), hex.name(), folder));
            }
        }
        return digests;
    }

    private static Digest digest(String algorithm, String hex, StorageKey folder) throws Unreadable {
        return parse(algorithm, hex)
                .orElseThrow(
                        () -> new Unreadable(folder + " holds something that is no digest: " + algorithm + "/" + hex));
    }

    private static Optional<Digest> parse(String algorithm, String hex) {
        try {
            return Optional.of(Digest.parse(algorithm + ":" + hex));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }
}
