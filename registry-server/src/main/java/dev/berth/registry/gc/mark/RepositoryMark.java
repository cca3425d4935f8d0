package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Marks one repository: tags, kept revisions, what they name, and the referrers of all of these. What is not reached
/// is sorted by what may be done with it.
public final class RepositoryMark {
    private final RepositoryLinks links;
    private final Mark mark;
    private final MarkRules rules;
    private final Set<Digest> followed = new HashSet<>();
    private final DigestSet reached = new DigestSet();
    private final Held held;
    private final Map<Digest, List<Digest>> referrers = new HashMap<>();
    private final List<Revision> condemnable = new ArrayList<>();
    private final List<Revision> purgeable = new ArrayList<>();
    private final List<Revision> wanted = new ArrayList<>();
    private List<Digest> layers = List.of();
    private boolean understood = true;

    RepositoryMark(RepositoryLinks links, Mark mark, MarkRules rules) {
        this.links = links;
        this.mark = mark;
        this.rules = rules;
        this.held = new Held(links, mark);
    }

    void run(Consumer<String> problems) {
        try {
            run();
        } catch (Unreadable e) {
            problems.accept("everything in " + links.name() + " is kept: " + e.getMessage());
            keepEverything();
        }
    }

    /// Reads pins before tags, since the one turns into the other. Looks twice on either side of the border, so that a
    /// revision that crosses it meanwhile is seen.
    private void run() throws Unreadable {
        List<Digest> pinned = new ArrayList<>(links.pinned());
        Set<Revision> condemned = links.condemnedRevisions();
        Map<Digest, Revision> present = new LinkedHashMap<>();
        links.addRevisions(present);
        condemned.addAll(links.condemnedRevisions());
        links.addRevisions(present);
        List<Revision> revisions = List.copyOf(present.values());
        RepositoryLinks.Tagged tagged = links.tagged(rules.leaving());
        pinned.addAll(tagged.perhaps());
        Set<Digest> roots = roots(tagged.targets(), revisions);
        readReferrers(revisions, roots);
        for (Digest root : roots) {
            follow(root);
        }
        for (Digest pin : pinned) {
            followIfThere(pin);
        }
        keepYoungLayers();
        sort(revisions);
        sort(condemned);
        purgeable.removeIf(revision -> held.contains(revision.content()));
    }

    private void sort(Collection<Revision> revisions) {
        for (Revision revision : revisions) {
            if (followed.contains(revision.content())) {
                if (revision.isCondemned()) {
                    wanted.add(revision);
                }
            } else if (revision.isCondemned() && rules.mayPurge(revision.since(), () -> links.promised(revision))) {
                purgeable.add(revision);
            } else {
                held.manifest(revision.content());
                if (!revision.isCondemned()) {
                    condemnable.add(revision);
                }
            }
        }
    }

    private Set<Digest> roots(List<Digest> tagged, List<Revision> revisions) {
        Set<Digest> roots = new HashSet<>(tagged);
        for (Revision revision : revisions) {
            if (staysUntagged(Layout.blobData(revision.content()))
                    || staysUntagged(Layout.revisionLink(links.name(), revision.name()))) {
                roots.add(revision.content());
            }
        }
        return roots;
    }

    private boolean staysUntagged(StorageKey key) {
        return mark.storage()
                .stat(key)
                .filter(object -> rules.keepsUntagged(object.modified()))
                .isPresent();
    }

    public RepositoryName name() {
        return links.name();
    }

    /// False when something in it could not be understood, so that all it has is kept.
    public boolean isUnderstood() {
        return understood;
    }

    /// Manifests that nothing keeps.
    public List<Revision> condemnable() {
        return List.copyOf(condemnable);
    }

    /// Condemned manifests that nothing wants back and whose time is over, each before what it names. What only they
    /// name is not held.
    public List<Revision> purgeable() {
        return new OuterFirst(mark, links).order(purgeable);
    }

    /// Condemned manifests that are reached after all.
    public List<Revision> wanted() {
        return List.copyOf(wanted);
    }

    /// Whether anything in the repository names it that stays.
    public boolean isReached(Digest content) {
        return reached.contains(content);
    }

    /// Whether anything in the repository names it that may come back.
    public boolean isHeld(Digest content) {
        return held.contains(content);
    }

    /// Whether nothing is left in it but folders. Uploads keep it too.
    public boolean isEmpty() {
        return understood && reached.size() == 0 && held.isEmpty() && links.isEmpty();
    }

    /// The manifest that this one refers to, as far as it can be read.
    public Optional<Digest> subject(Digest manifest) {
        try {
            Optional<byte[]> content = mark.read(manifest);
            return content.isEmpty()
                    ? Optional.empty()
                    : References.parse(content.get(), manifest).subject();
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    /// The layer links that were there when it was marked.
    public List<Digest> layers() {
        return layers;
    }

    public RepositoryLinks links() {
        return links;
    }

    /// A manifest that was about to be purged was asked for: it lives, and so does what it names.
    public void rescued(Revision revision) {
        try {
            follow(revision.content());
        } catch (Unreadable e) {
            keepEverything();
        }
    }

    /// Marks a manifest, what it names, and what refers to it. An index may name what was never pushed, so a missing
    /// child is no fault.
    private void follow(Digest root) throws Unreadable {
        Deque<Digest> open = new ArrayDeque<>(List.of(root));
        byte[] first =
                mark.read(root).orElseThrow(() -> new Unreadable("the manifest " + root + " is missing or empty"));
        visit(root, first, open);
        while (!open.isEmpty()) {
            Digest digest = open.removeFirst();
            keep(digest);
            if (!followed.contains(digest)) {
                Optional<byte[]> content = mark.read(digest);
                if (content.isPresent()) {
                    visit(digest, content.get(), open);
                }
            }
        }
    }

    /// The push of a pin may have failed.
    private void followIfThere(Digest pinned) throws Unreadable {
        keep(pinned);
        if (mark.read(pinned).isPresent()) {
            follow(pinned);
        }
    }

    private void visit(Digest digest, byte[] content, Deque<Digest> open) throws Unreadable {
        keep(digest);
        if (!followed.add(digest)) {
            return;
        }
        mark.countManifest();
        References references = References.parse(content, digest);
        references.blobs().forEach(blob -> keep(links.canonical(blob)));
        for (References.Child child : references.manifests()) {
            Digest canonical = links.canonical(child.digest());
            keep(canonical);
            if (child.isManifest() || links.hasRevision(child.digest())) {
                open.addLast(canonical);
            }
        }
        open.addAll(referrers.getOrDefault(digest, List.of()));
    }

    private void keep(Digest digest) {
        mark.keep(digest);
        reached.add(digest);
    }

    /// The fail-safe: whatever is linked, and whatever a readable manifest among it names, lives.
    private void keepEverything() {
        understood = false;
        links.everTagged().forEach(this::keepManifest);
        links.readable(Layout.layers(links.name())).forEach(this::keep);
        links.readable(Layout.revisions(links.name())).forEach(this::keepManifest);
    }

    private void keepManifest(Digest manifest) {
        keep(manifest);
        try {
            Optional<byte[]> content = mark.read(manifest);
            if (content.isPresent()) {
                References references = References.parse(content.get(), manifest);
                references.blobs().forEach(blob -> keep(links.canonical(blob)));
                references.manifests().forEach(child -> keep(links.canonical(child.digest())));
            }
        } catch (Unreadable e) {
            // it names nothing that could be kept
        }
    }

    /// A referrer lives while its subject lives. Read from the manifests themselves: the side index can be missing.
    private void readReferrers(List<Revision> revisions, Set<Digest> roots) throws Unreadable {
        for (Revision revision : revisions) {
            Digest content = revision.content();
            Optional<byte[]> manifest = roots.contains(content) ? Optional.empty() : mark.read(content);
            if (manifest.isPresent()) {
                References.parse(manifest.get(), content)
                        .subject()
                        .ifPresent(subject -> referrers
                                .computeIfAbsent(links.canonical(subject), _ -> new ArrayList<>())
                                .add(content));
            }
        }
    }

    private void keepYoungLayers() {
        RepositoryLinks.Layers found = links.layers();
        layers = found.named();
        found.foreign().forEach(this::keep);
        boolean pushGoesOn = links.isUploadedSince(rules);
        for (Digest layer : layers) {
            if (!reached.contains(layer)
                    && (pushGoesOn || links.isYoung(Layout.layerLink(links.name(), layer), rules))) {
                links.target(layer).ifPresent(this::keep);
            }
        }
    }
}
