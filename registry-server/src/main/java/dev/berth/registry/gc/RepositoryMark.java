package dev.berth.registry.gc;

import dev.berth.registry.gc.Mark.Condemned;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.storage.Layout;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Marks one repository: tags, kept revisions, what they name, and the referrers of all of these.
final class RepositoryMark {
    private static final int LARGEST_MANIFEST = 16 << 20;

    private final RepositoryLinks links;
    private final Mark mark;
    private final Set<Digest> followed = new HashSet<>();
    private final Map<Digest, List<Digest>> referrers = new HashMap<>();
    private final List<Condemned> condemned = new ArrayList<>();

    RepositoryMark(RepositoryLinks links, Mark mark) {
        this.links = links;
        this.mark = mark;
    }

    void run(boolean deleteUntagged) throws Unreadable {
        Map<Digest, Digest> revisions = revisions();
        Set<Digest> roots = new HashSet<>(links.tagged());
        for (Digest content : revisions.values()) {
            if (!deleteUntagged || isYoung(content)) {
                roots.add(content);
            }
        }
        for (Map.Entry<Digest, Digest> revision : revisions.entrySet()) {
            if (links.isYounger(Layout.revisionLink(links.name(), revision.getKey()), mark.horizon())) {
                roots.add(revision.getValue());
            }
        }
        readReferrers(revisions.values(), roots);
        for (Digest root : roots) {
            follow(root);
        }
        keepYoungLayers();
        revisions.forEach((revision, content) -> {
            if (!followed.contains(content)) {
                condemned.add(new Condemned(links.name(), revision, content));
            }
        });
    }

    List<Condemned> condemned() {
        return condemned;
    }

    /// Marks a manifest, what it names, and what refers to it. An index may name what was never pushed, so a missing
    /// child is no fault.
    void follow(Digest root) throws Unreadable {
        Deque<Digest> open = new ArrayDeque<>(List.of(root));
        byte[] first = read(root).orElseThrow(() -> new Unreadable("the manifest " + root + " is missing or empty"));
        visit(root, first, open);
        while (!open.isEmpty()) {
            Digest digest = open.removeFirst();
            mark.keep(digest);
            if (!followed.contains(digest)) {
                Optional<byte[]> content = read(digest);
                if (content.isPresent()) {
                    visit(digest, content.get(), open);
                }
            }
        }
    }

    private void visit(Digest digest, byte[] content, Deque<Digest> open) throws Unreadable {
        mark.keep(digest);
        if (!followed.add(digest)) {
            return;
        }
        mark.countManifest();
        References references = References.parse(content, digest);
        references.blobs().forEach(blob -> mark.keep(links.canonical(blob)));
        for (References.Child child : references.manifests()) {
            Digest canonical = links.canonical(child.digest());
            mark.keep(canonical);
            if (child.isManifest() || links.hasRevision(child.digest())) {
                open.addLast(canonical);
            }
        }
        open.addAll(referrers.getOrDefault(digest, List.of()));
    }

    /// The fail-safe: whatever is linked, and whatever a readable manifest among it names, lives.
    void keepEverything() {
        links.everTagged().forEach(this::keepManifest);
        links.readable(Layout.layers(links.name())).forEach(mark::keep);
        links.readable(Layout.revisions(links.name())).forEach(this::keepManifest);
    }

    private void keepManifest(Digest manifest) {
        mark.keep(manifest);
        try {
            Optional<byte[]> content = read(manifest);
            if (content.isPresent()) {
                References references = References.parse(content.get(), manifest);
                references.blobs().forEach(blob -> mark.keep(links.canonical(blob)));
                references.manifests().forEach(child -> mark.keep(links.canonical(child.digest())));
            }
        } catch (Unreadable e) {
            // it names nothing that could be kept
        }
    }

    private Map<Digest, Digest> revisions() throws Unreadable {
        Map<Digest, Digest> revisions = new LinkedHashMap<>();
        for (Digest revision : links.revisions()) {
            revisions.put(revision, links.revisionTarget(revision));
        }
        return revisions;
    }

    /// A referrer lives while its subject lives. Read from the manifests themselves: the side index can be missing.
    private void readReferrers(Iterable<Digest> contents, Set<Digest> roots) throws Unreadable {
        for (Digest content : contents) {
            Optional<byte[]> manifest = roots.contains(content) ? Optional.empty() : read(content);
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
        links.targetsOfForeignLayers().forEach(mark::keep);
        Instant horizon = mark.horizon();
        boolean pushGoesOn = links.isUploadedSince(horizon);
        for (Digest layer : links.layers()) {
            if (pushGoesOn || links.isYounger(Layout.layerLink(links.name(), layer), horizon)) {
                links.layerTarget(layer).ifPresent(mark::keep);
            }
        }
    }

    private boolean isYoung(Digest content) {
        return links.isYounger(Layout.blobData(content), mark.horizon());
    }

    private Optional<byte[]> read(Digest digest) throws Unreadable {
        try (var content = mark.storage().open(Layout.blobData(digest)).orElse(null)) {
            if (content == null || content.size() == 0) {
                return Optional.empty();
            }
            if (content.size() > LARGEST_MANIFEST) {
                throw new Unreadable("the manifest " + digest + " is larger than any manifest");
            }
            return Optional.of(content.readAll(LARGEST_MANIFEST));
        }
    }
}
