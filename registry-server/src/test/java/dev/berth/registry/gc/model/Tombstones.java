package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.engine.Cells;
import dev.berth.registry.gc.model.engine.State;
import java.util.List;

/// The objects of a bucket and their tombstones, each of which has a version, a state and an age in ticks.
final class Tombstones {
    /// Ticks a tombstone has to see before its object may go.
    static final int HOLD = 2;

    private static final List<Kind> NUMBERED = List.of(Kind.values());
    private static final int KINDS = 2;
    private static final int AGES = 5;
    private static final int AGE_BITS = 3;
    private static final int KIND_BITS = 7;
    private final Cells cells;
    private final int[] objects;
    private final int[] stones;

    enum Kind {
        NONE,
        CONDEMNED,
        RESCUED,
        DELETING,
        LEAVING
    }

    Tombstones(Cells cells, int things) {
        this.cells = cells;
        objects = new int[things];
        stones = new int[things];
        for (int i = 0; i < things; i++) {
            objects[i] = cells.add();
            stones[i] = cells.addName();
        }
    }

    boolean isObject(State state, Thing thing) {
        return state.has(objects[thing.index()]);
    }

    State withObject(State state, Thing thing) {
        return state.with(objects[thing.index()], 1);
    }

    State withoutObject(State state, Thing thing) {
        return state.with(objects[thing.index()], 0);
    }

    int stone(State state, Thing thing) {
        return state.get(stones[thing.index()]);
    }

    Kind kind(State state, Thing thing) {
        return kind(stone(state, thing));
    }

    private static Kind kind(int stone) {
        return NUMBERED.get(stone >> KINDS & KIND_BITS);
    }

    private static int age(int stone) {
        return stone >> AGES & AGE_BITS;
    }

    boolean isOlderThan(State state, Thing thing, int ticks) {
        return age(stone(state, thing)) >= ticks;
    }

    /// With a version of its own.
    State write(State state, Thing thing, Kind kind) {
        int value = Condemnation.of(cells.unusedName(state)) | NUMBERED.indexOf(kind) << KINDS;
        return state.with(stones[thing.index()], value);
    }

    State remove(State state, Thing thing) {
        return state.with(stones[thing.index()], 0);
    }

    /// What a later comparison is made with.
    int version(State state, Thing thing) {
        return Condemnation.of(Condemnation.nameOf(stone(state, thing)));
    }

    boolean isUnchanged(State state, Thing thing, int seen) {
        return Condemnation.isSame(stone(state, thing), seen);
    }

    boolean areNone(State state) {
        for (int cell : stones) {
            if (state.has(cell)) {
                return false;
            }
        }
        return true;
    }

    /// A mark begins, which may purge what was condemned so long ago.
    State mark(State state, int collector, int ticks) {
        State marked = state;
        for (int cell : stones) {
            int stone = state.get(cell);
            if (kind(stone) == Kind.CONDEMNED && age(stone) >= ticks) {
                marked = marked.with(cell, Condemnation.markedBy(stone, collector));
            }
        }
        return marked;
    }

    State later(State state, int ticks) {
        State after = state;
        for (int cell : stones) {
            int stone = state.get(cell);
            int age = Math.min(HOLD, age(stone) + ticks);
            after = stone == 0 ? after : after.with(cell, (stone & ~(AGE_BITS << AGES)) | (age << AGES));
        }
        return after;
    }
}
