package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads what one repository links to. Links may come and go meanwhile.
public final class RepositoryLinks {
    private final Storage storage;
    private final Links links;
    private final RepositoryName name;
    private final RepositoryLeftovers leftovers;

    RepositoryLinks(Storage storage, RepositoryName name) {
        this.storage = storage;
        this.links = new Links(storage);
        this.name = name;
        this.leftovers = new RepositoryLeftovers(storage, name);
    }

    RepositoryName name() {
        return name;
    }

    /// What tags are about to point to, by pushes under way. A push that was cut off leaves its pin behind.
    List<Digest> pinned() {
        StorageKey pins = Layout.pins(name);
        return storage.list(pins).stream()
                .flatMap(pin -> links.read(pins.child(pin.name())).stream())
                .map(this::canonical)
                .toList();
    }

    /// Where the tags point, and what some are perhaps about to point to: a tag whose folder holds only history is
    /// being written, or was cut off. As long as it may be the former its history counts like a pin.
    record Tagged(List<Digest> targets, List<Digest> perhaps) {}

    Tagged tagged(Set<Tag> leaving) throws Unreadable {
        List<Digest> targets = new ArrayList<>();
        List<Digest> perhaps = new ArrayList<>();
        for (StorageEntry entry : storage.list(Layout.tags(name))) {
            if (!entry.folder() || !Tag.isValid(entry.name())) {
                throw new Unreadable("\"" + entry.name() + "\" is no tag");
            }
            Tag tag = Tag.parse(entry.name());
            if (leaving.contains(tag)) {
                continue;
            }
            StorageKey current = Layout.tagCurrentLink(name, tag);
            Optional<Digest> target = required(current);
            if (target.isPresent()) {
                targets.add(canonical(target.get()));
            } else {
                for (Digest each : digests(Layout.tagHistory(name, tag))) {
                    if (leftovers.isYoung(Layout.tagIndexLink(name, tag, each))) {
                        perhaps.add(canonical(each));
                    }
                }
            }
        }
        return new Tagged(targets, perhaps);
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

    /// Adds those that are not known yet, by their names.
    void addRevisions(Map<Digest, Revision> known) throws Unreadable {
        for (Digest revision : digests(Layout.revisions(name))) {
            if (!known.containsKey(revision)) {
                StorageKey link = Layout.revisionLink(name, revision);
                required(link).ifPresent(content -> known.put(revision, new Revision(revision, content, null)));
            }
        }
    }

    /// Empty where there is none. One that was made between two looks is no damage.
    private Optional<Digest> required(StorageKey link) throws Unreadable {
        for (int look = 0; look < ManifestReader.LOOKS; look++) {
            Optional<Digest> target = links.read(link);
            if (target.isPresent() || storage.stat(link).isEmpty()) {
                return target;
            }
        }
        throw unreadable(link);
    }

    Set<Revision> condemnedRevisions() {
        Set<Revision> revisions = new LinkedHashSet<>();
        for (Entry entry : condemned(Layout.revisions(name))) {
            storage.condemned()
                    .stat(entry.link())
                    .ifPresent(link -> entry.name()
                            .ifPresent(digest -> revisions.add(
                                    new Revision(digest, condemnedTarget(entry.link(), digest), link.modified()))));
        }
        return revisions;
    }

    /// A link that cannot be read leads nowhere else than its name says.
    private Digest condemnedTarget(StorageKey link, Digest name) {
        return links.readCondemned(link).orElse(name);
    }

    /// When anybody was last promised a condemned manifest: a push touches its link, a look its content. Empty when
    /// that cannot be told of both.
    Optional<Instant> promised(Revision revision) {
        return storage.condemned()
                .promised(Layout.revisionLink(name, revision.name()))
                .flatMap(link -> promised(revision.content()).map(content -> link.isAfter(content) ? link : content));
    }

    /// When anybody was last promised this content.
    public Optional<Instant> promised(Digest content) {
        var data = Layout.blobData(content);
        return storage.stat(data)
                .map(StoredObject::modified)
                .or(() -> storage.condemned().promised(data));
    }

    public List<CondemnedLink> condemnedLayers() {
        return condemned(Layout.layers(name)).stream()
                .flatMap(entry -> entry.name().stream())
                .flatMap(layer -> storage.condemned().stat(Layout.layerLink(name, layer)).stream()
                        .map(link -> new CondemnedLink(layer, link.modified())))
                .toList();
    }

    private List<Entry> condemned(StorageKey folder) {
        return entries(folder, storage.condemned()::list).toList();
    }

    boolean isEmpty() {
        return storage.list(Layout.tags(name)).isEmpty()
                && entries(Layout.revisions(name)).findAny().isEmpty()
                && entries(Layout.layers(name)).findAny().isEmpty();
    }

    /// Names that are no digests are no layers: no request can ask for them.
    ///
    /// @param foreign what the links lead to whose names say nothing to this server, as of other algorithms
    record Layers(List<Digest> named, List<Digest> foreign) {}

    Layers layers() {
        List<Digest> named = new ArrayList<>();
        List<Digest> foreign = new ArrayList<>();
        entries(Layout.layers(name))
                .forEach(entry -> entry.name()
                        .ifPresentOrElse(
                                named::add, () -> links.read(entry.link()).ifPresent(foreign::add)));
        return new Layers(named, foreign);
    }

    /// The names and targets of all links below a folder, as far as they can be read.
    List<Digest> readable(StorageKey folder) {
        return entries(folder)
                .flatMap(entry -> Stream.concat(entry.name().stream(), links.read(entry.link()).stream()))
                .toList();
    }

    private record Entry(Optional<Digest> name, StorageKey link) {}

    private Stream<Entry> entries(StorageKey folder) {
        return entries(folder, storage::list);
    }

    private static Stream<Entry> entries(StorageKey folder, Function<StorageKey, List<StorageEntry>> list) {
        return list.apply(folder).stream()
                .map(StorageEntry::name)
                .flatMap(algorithm -> list.apply(folder.child(algorithm)).stream()
                        .map(StorageEntry::name)
                        .map(hex -> new Entry(
                                Digest.ifValid(algorithm + ":" + hex), folder.child(algorithm, hex, "link"))));
    }

    /// Where a layer link leads, also a condemned one: where its name says, unless that is of another algorithm.
    public Optional<Digest> target(Digest layer) {
        return layer.algorithm() == DigestAlgorithm.SHA256 ? Optional.of(layer) : any(Layout.layerLink(name, layer));
    }

    private Optional<Digest> any(StorageKey link) {
        Optional<Digest> found = Optional.empty();
        for (int look = 0; look < ManifestReader.LOOKS && found.isEmpty(); look++) {
            found = links.read(link).or(() -> links.readCondemned(link));
        }
        return found;
    }

    /// What may be removed, unless it was written anew since.
    public List<Leftover> leftovers() {
        return leftovers.all(this::hasRevision);
    }

    /// Folders of tags that point nowhere; what is empty in them may go.
    public List<StorageKey> unfinishedTags() {
        return leftovers.unfinishedTags().stream()
                .map(tag -> Layout.tag(name, tag))
                .toList();
    }

    boolean hasRevision(Digest digest) {
        return any(Layout.revisionLink(name, digest)).isPresent();
    }

    /// The digest a blob is stored by. Only names of another algorithm than the usual one differ from it.
    Digest canonical(Digest named) {
        if (named.algorithm() == DigestAlgorithm.SHA256) {
            return named;
        }
        return any(Layout.layerLink(name, named))
                .or(() -> any(Layout.revisionLink(name, named)))
                .orElse(named);
    }

    public boolean isUploadedSince(MarkRules rules) {
        return storage.list(Layout.uploads(name)).stream()
                .map(StorageEntry::name)
                .flatMap(id -> Stream.of(Layout.uploadData(name, id), Layout.uploadStartedAt(name, id)))
                .anyMatch(key -> isYoung(key, rules));
    }

    public boolean isYoung(StorageKey key, MarkRules rules) {
        return storage.stat(key)
                .filter(object -> object.modified().isAfter(rules.horizon()))
                .isPresent();
    }

    private static Unreadable unreadable(StorageKey link) {
        return new Unreadable("the link " + link + " is empty or unreadable");
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
        return Digest.ifValid(algorithm + ":" + hex)
                .orElseThrow(
                        () -> new Unreadable(folder + " holds something that is no digest: " + algorithm + "/" + hex));
    }
}
