package dev.berth.registry.gc.model.engine;

/// The fingerprints of the states that were reached, each with that of the state it was first reached from. For five
/// million of 64 bits the chance that two are the same is below one in a million.
final class Visited {
    private static final int FIRST = 1 << 12;
    private long[] states = new long[FIRST];
    private long[] parents = new long[FIRST];
    private int size;

    int size() {
        return size;
    }

    /// False when it was there before.
    boolean add(long state, long parent) {
        int slot = slot(states, state);
        if (states[slot] == state) {
            return false;
        }
        states[slot] = state;
        parents[slot] = parent;
        size++;
        if (2L * size > states.length) {
            grow();
        }
        return true;
    }

    long parent(long state) {
        return parents[slot(states, state)];
    }

    private void grow() {
        long[] moved = new long[2 * states.length];
        long[] origins = new long[2 * states.length];
        for (int i = 0; i < states.length; i++) {
            if (states[i] != 0) {
                int slot = slot(moved, states[i]);
                moved[slot] = states[i];
                origins[slot] = parents[i];
            }
        }
        states = moved;
        parents = origins;
    }

    private static int slot(long[] table, long state) {
        int slot = (int) state & (table.length - 1);
        while (table[slot] != 0 && table[slot] != state) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }
}
