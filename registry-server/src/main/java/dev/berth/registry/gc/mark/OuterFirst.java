package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts manifests in the order in which they may be purged: an index before what it names, so that one which was taken
/// back in the last moment still has it.
final class OuterFirst {
    private final Mark mark;
    private final RepositoryLinks links;

    OuterFirst(Mark mark, RepositoryLinks links) {
        this.mark = mark;
        this.links = links;
    }

    List<Revision> order(List<Revision> revisions) {
        Map<Digest, List<Digest>> children = new HashMap<>();
        revisions.forEach(revision -> children.computeIfAbsent(revision.content(), this::children));
        Map<Digest, Integer> naming = new HashMap<>();
        children.values().forEach(named -> named.forEach(child -> naming.merge(child, 1, Integer::sum)));
        Deque<Digest> open = new ArrayDeque<>(children.keySet());
        open.removeIf(naming::containsKey);
        Map<Digest, Integer> positions = new HashMap<>();
        while (!open.isEmpty()) {
            Digest outer = open.removeFirst();
            positions.put(outer, positions.size());
            for (Digest child : children.getOrDefault(outer, List.of())) {
                if (naming.merge(child, -1, Integer::sum) == 0) {
                    open.addLast(child);
                }
            }
        }
        List<Revision> ordered = new ArrayList<>(revisions);
        ordered.sort(Comparator.comparing(revision -> positions.getOrDefault(revision.content(), 0)));
        return ordered;
    }

    /// What cannot be read names nothing.
    private List<Digest> children(Digest manifest) {
        try {
            Optional<byte[]> content = mark.read(manifest);
            return content.isEmpty()
                    ? List.of()
                    : References.parse(content.get(), manifest).manifests().stream()
                            .map(child -> links.canonical(child.digest()))
                            .toList();
        } catch (Unreadable e) {
            return List.of();
        }
    }
}
