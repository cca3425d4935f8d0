package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.engine.Cells;

/// A condemnation in one number: its name, and bits for those collectors whose marks began later.
final class Condemnation {
    private static final int NAME = Cells.NAME;

    private Condemnation() {}

    static int of(int name) {
        return name << NAME;
    }

    static int nameOf(int condemnation) {
        return condemnation >> NAME;
    }

    static boolean isSame(int one, int other) {
        return one != 0 && nameOf(one) == nameOf(other);
    }

    static int markedBy(int condemnation, int collector) {
        return condemnation == 0 ? 0 : condemnation | 1 << collector;
    }

    static boolean isBeforeMarkOf(int condemnation, int collector) {
        return (condemnation & 1 << collector) != 0;
    }
}
