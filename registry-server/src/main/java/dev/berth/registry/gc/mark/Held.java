package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What the manifests of a repository name that nothing keeps but that can still be asked for: these would come back
/// whole. It may be condemned, and must not be purged.
final class Held {
    private final RepositoryLinks links;
    private final Mark mark;
    private final DigestSet content = new DigestSet();

    Held(RepositoryLinks links, Mark mark) {
        this.links = links;
        this.mark = mark;
    }

    boolean isEmpty() {
        return content.size() == 0;
    }

    boolean contains(Digest digest) {
        return content.contains(digest);
    }

    void manifest(Digest root) {
        Deque<Digest> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Digest digest = open.removeFirst();
            if (add(digest)) {
                references(digest).ifPresent(references -> {
                    references.blobs().forEach(blob -> add(links.canonical(blob)));
                    references.manifests().forEach(child -> open.addLast(links.canonical(child.digest())));
                });
            }
        }
    }

    private boolean add(Digest digest) {
        mark.hold(digest);
        return content.add(digest);
    }

    /// Old build caches list layers where manifests belong; these name nothing, and neither does what is unreadable.
    private Optional<References> references(Digest manifest) {
        try {
            Optional<byte[]> bytes = mark.read(manifest);
            return bytes.isEmpty() ? Optional.empty() : Optional.of(References.parse(bytes.get(), manifest));
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }
}
