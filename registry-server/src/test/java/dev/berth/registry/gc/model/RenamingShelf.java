package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.engine.Cells;
import dev.berth.registry.gc.model.engine.Program;
import dev.berth.registry.gc.model.engine.Program.Label;
import dev.berth.registry.gc.model.engine.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Condemns by renaming, as on a file system: each condemnation is a file with a name of its own, and content that was
/// uploaded anew may be condemned again beside the old.
final class RenamingShelf implements Shelf {
    private final Cells cells;
    private final Set<Guard> guards;
    private final int[] present;
    private final int[] older;
    private final int[] newer;

    RenamingShelf(Cells cells, int things, Set<Guard> guards) {
        this.cells = cells;
        this.guards = guards;
        present = new int[things];
        older = new int[things];
        newer = new int[things];
        for (int i = 0; i < things; i++) {
            present[i] = cells.add();
            older[i] = cells.addName();
            newer[i] = cells.addName();
        }
    }

    @Override
    public State with(State state, Thing thing) {
        return state.with(present[thing.index()], 1);
    }

    @Override
    public State withCondemned(State state, Thing thing) {
        return state.with(older[thing.index()], Condemnation.of(cells.unusedName(state)));
    }

    @Override
    public boolean exists(State state, Thing thing) {
        return isInSight(state, thing) || condemned(state, thing) != 0;
    }

    @Override
    public boolean isInSight(State state, Thing thing) {
        return state.has(present[thing.index()]);
    }

    @Override
    public void look(Program program, Thing thing, Look look, Label missing) {
        Label again = program.here();
        Label found = new Label();
        Label vain = new Label();
        program.step("looks for " + thing, state -> isInSight(state, thing) ? program.jump(state, found) : state);
        program.step("looks for " + thing + " among the condemned", state -> {
            int latest = condemned(state, thing);
            if (latest == 0) {
                return program.jump(state, vain);
            }
            return guards.contains(Guard.RESCUE)
                    ? state.with(look.seen(), Condemnation.of(Condemnation.nameOf(latest)))
                    : program.jump(state, found);
        });
        program.step("takes back " + thing, state -> {
            boolean isThere = isCondemnedAs(state, thing, state.get(look.seen()));
            State after = isThere ? with(without(state, thing, state.get(look.seen())), thing) : state;
            return program.jump(after.with(look.seen(), 0), isThere ? again : vain);
        });
        program.place(vain);
        program.local(state -> {
            int count = state.get(look.vain()) + 1;
            return count < (guards.contains(Guard.LOOK_TWICE) ? 2 : 1)
                    ? program.jump(state.with(look.vain(), count), again)
                    : program.jump(state.with(look.vain(), 0), missing);
        });
        program.place(found);
        program.local(state -> state.with(look.vain(), 0));
    }

    @Override
    public void store(Program program, Thing thing, Look look) {
        program.step(
                "sees the condemned " + thing,
                state -> state.with(look.seen(), Condemnation.of(Condemnation.nameOf(condemned(state, thing)))));
        program.step("moves an upload to " + thing, state -> with(state, thing));
        program.step(
                "removes the old " + thing,
                state -> without(state, thing, state.get(look.seen())).with(look.seen(), 0));
    }

    @Override
    public State begin(State state, int collector) {
        State marked = state;
        for (int i = 0; i < present.length; i++) {
            marked = marked.with(older[i], Condemnation.markedBy(state.get(older[i]), collector))
                    .with(newer[i], Condemnation.markedBy(state.get(newer[i]), collector));
        }
        return marked;
    }

    @Override
    public int condemned(State state, Thing thing) {
        int latest = state.get(newer[thing.index()]);
        return latest != 0 ? latest : state.get(older[thing.index()]);
    }

    @Override
    public void condemn(Program program, Thing thing) {
        program.step("condemns " + thing, state -> {
            if (!isInSight(state, thing)) {
                return state;
            }
            int slot = !state.has(older[thing.index()]) ? older[thing.index()] : newer[thing.index()];
            if (state.has(slot)) {
                throw new IllegalStateException("condemned a third time: " + thing);
            }
            return state.with(present[thing.index()], 0).with(slot, Condemnation.of(cells.unusedName(state)));
        });
    }

    @Override
    public void purge(Program program, Thing thing, Removal removal, Label failed) {
        program.step("purges " + thing, state -> {
            int seen = guards.contains(Guard.OWN_NAME) ? state.get(removal.seen()) : condemned(state, thing);
            return isCondemnedAs(state, thing, seen)
                    ? without(state, thing, seen)
                    : program.jump(state.with(removal.seen(), 0), failed);
        });
        program.local(state -> state.with(removal.seen(), 0));
    }

    @Override
    public void takeBack(Program program, Thing thing) {
        program.step("takes back or removes a second " + thing, state -> {
            int latest = condemned(state, thing);
            return latest == 0 ? state : with(without(state, thing, latest), thing);
        });
    }

    @Override
    public void tidy(Program program, Thing thing, Removal removal) {
        // a file that was taken back has left nothing behind
    }

    @Override
    public Optional<Program> time(List<Look> looks, List<Removal> removals) {
        return Optional.empty();
    }

    @Override
    public State muchLater(State state) {
        return state;
    }

    private boolean isCondemnedAs(State state, Thing thing, int condemnation) {
        return Condemnation.isSame(state.get(older[thing.index()]), condemnation)
                || Condemnation.isSame(state.get(newer[thing.index()]), condemnation);
    }

    private State without(State state, Thing thing, int condemnation) {
        int first = older[thing.index()];
        int second = newer[thing.index()];
        if (Condemnation.isSame(state.get(second), condemnation)) {
            return state.with(second, 0);
        }
        return Condemnation.isSame(state.get(first), condemnation)
                ? state.with(first, state.get(second)).with(second, 0)
                : state;
    }
}
