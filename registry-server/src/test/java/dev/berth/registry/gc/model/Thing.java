package dev.berth.registry.gc.model;

import java.util.List;

/// Something stored: a blob, a repository's link to one, or a manifest (its link and its content as one).
record Thing(int index, String name, Kind kind, List<Thing> names) {
    enum Kind {
        MANIFEST,
        LINK,
        BLOB
    }

    int bit() {
        return 1 << index;
    }

    boolean isIn(int set) {
        return (set & bit()) != 0;
    }

    boolean isManifest() {
        return kind == Kind.MANIFEST;
    }

    /// What it names, as a set.
    int namedBits() {
        return names.stream().mapToInt(Thing::bit).reduce(0, (a, b) -> a | b);
    }

    /// Itself and all that it leads to.
    int closure() {
        return names.stream().mapToInt(Thing::closure).reduce(bit(), (a, b) -> a | b);
    }

    @Override
    public String toString() {
        return name;
    }
}
