package dev.berth.registry.gc.model.engine;

import java.util.Arrays;

/// The whole of a model at one moment: what is stored, and what each actor remembers. Never changes.
public final class State {
    private static final long ODD = 0x9E3779B97F4A7C15L;
    private static final int UPPER_HALF = 32;
    private final int[] cells;

    private State(int[] cells) {
        this.cells = cells;
    }

    public static State empty(int cells) {
        return new State(new int[cells]);
    }

    public int get(int cell) {
        return cells[cell];
    }

    public boolean has(int cell) {
        return cells[cell] != 0;
    }

    public State with(int cell, int value) {
        if (cells[cell] == value) {
            return this;
        }
        int[] copy = cells.clone();
        copy[cell] = value;
        return new State(copy);
    }

    /// Stands for the state where millions have to be remembered. Never zero.
    long fingerprint() {
        long hash = ODD;
        for (int cell : cells) {
            hash = (hash ^ cell) * ODD;
            hash ^= hash >>> UPPER_HALF;
        }
        return hash == 0 ? 1 : hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(cells);
    }
}
