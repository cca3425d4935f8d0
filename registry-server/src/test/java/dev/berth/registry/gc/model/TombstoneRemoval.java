package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.Shelf.Removal;
import dev.berth.registry.gc.model.Tombstones.Kind;
import dev.berth.registry.gc.model.engine.Program;
import dev.berth.registry.gc.model.engine.Program.Label;
import dev.berth.registry.gc.model.engine.State;
import java.util.Set;
import java.util.function.UnaryOperator;

/// How one collector removes one thing and its tombstone. It may delete only soon after it wrote the tombstone, for
/// others may end what it began.
final class TombstoneRemoval {
    private final Tombstones tombstones;
    private final Set<Guard> guards;
    private final Program program;
    private final Thing thing;
    private final Removal removal;
    private final Label gone = new Label();

    TombstoneRemoval(TombstoneShelf shelf, Program program, Thing thing, Removal removal) {
        this.tombstones = shelf.tombstones();
        this.guards = shelf.guards();
        this.program = program;
        this.thing = thing;
        this.removal = removal;
    }

    void purge(Label failed) {
        program.step("marks " + thing + " as deleting", state -> {
            boolean same = guards.contains(Guard.OWN_NAME) ? isSeen(state) : tombstones.kind(state, thing) != Kind.NONE;
            return same ? write(state, Kind.DELETING) : program.jump(state.with(removal.seen(), 0), failed);
        });
        delete();
        end();
    }

    /// Ends what others began and can't go on with, and removes the tombstones of what was taken back.
    void tidy() {
        Label finish = new Label();
        Label leave = new Label();
        program.local(state -> tombstones.kind(state, thing) == Kind.NONE ? program.jump(state, gone) : state);
        program.step("looks at the tombstone of " + thing, state -> {
            boolean late = tombstones.isOlderThan(state, thing, 1) || !guards.contains(Guard.FINISH_LATE);
            State seen = state.with(removal.seen(), tombstones.version(state, thing));
            return switch (tombstones.kind(state, thing)) {
                case DELETING -> late ? program.jump(seen, finish) : program.jump(state, gone);
                case LEAVING -> late ? program.jump(seen, leave) : program.jump(state, gone);
                case RESCUED -> program.jump(seen, leave);
                case NONE, CONDEMNED -> program.jump(state, gone);
            };
        });
        program.place(finish);
        compared(Kind.DELETING);
        delete();
        program.jump(gone);
        program.place(leave);
        if (guards.contains(Guard.MARK_BEFORE_REMOVAL)) {
            compared(Kind.LEAVING);
            renewed("removes the tombstone of " + thing, state -> tombstones.remove(state, thing));
        } else {
            program.step("removes the tombstone of " + thing + " as it is", state -> tombstones.remove(state, thing));
        }
        end();
    }

    private void end() {
        program.place(gone);
        program.local(state -> state.with(removal.seen(), 0).with(removal.permission(), 0));
    }

    private void delete() {
        renewed("deletes " + thing, state -> tombstones.withoutObject(state, thing));
        renewed("removes the tombstone of " + thing, state -> tombstones.remove(state, thing));
    }

    private void compared(Kind kind) {
        program.step(
                "writes the tombstone of " + thing + " as " + kind,
                state -> isSeen(state) ? write(state, kind) : program.jump(state, gone));
    }

    private void renewed(String what, UnaryOperator<State> effect) {
        Label done = new Label();
        Label again = program.here();
        program.step(what, state -> {
            boolean may = state.has(removal.permission()) || !guards.contains(Guard.DELETE_SOON);
            return may ? program.jump(effect.apply(state), done) : state;
        });
        program.step(
                "writes the tombstone of " + thing + " again",
                state -> isSeen(state)
                        ? program.jump(write(state, tombstones.kind(state, thing)), again)
                        : program.jump(state, gone));
        program.place(done);
    }

    private boolean isSeen(State state) {
        return tombstones.isUnchanged(state, thing, state.get(removal.seen()));
    }

    private State write(State state, Kind kind) {
        State written = tombstones.write(state.with(removal.seen(), 0), thing, kind);
        return written.with(removal.seen(), tombstones.version(written, thing)).with(removal.permission(), 1);
    }
}
