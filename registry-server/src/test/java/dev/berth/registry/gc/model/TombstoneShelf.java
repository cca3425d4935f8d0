package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.Tombstones.Kind;
import dev.berth.registry.gc.model.engine.Cells;
import dev.berth.registry.gc.model.engine.Program;
import dev.berth.registry.gc.model.engine.Program.Label;
import dev.berth.registry.gc.model.engine.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Condemns by a tombstone beside the object, as on an object store, which cannot rename. Tombstones are changed by
/// comparison only, and removed by collectors only. A reader that has seen that there are none at all believes so for
/// one tick of the clock at most:
/// ```
///  (none) ──► condemned ◄──► rescued ──► leaving ──► (none)
///                 └──► deleting ──► object gone ──► (none)
/// ```
final class TombstoneShelf implements Shelf {
    private final Cells cells;
    private final Set<Guard> guards;
    private final Tombstones tombstones;

    TombstoneShelf(Cells cells, int things, Set<Guard> guards) {
        this.cells = cells;
        this.guards = guards;
        this.tombstones = new Tombstones(cells, things);
    }

    Tombstones tombstones() {
        return tombstones;
    }

    Set<Guard> guards() {
        return guards;
    }

    @Override
    public State with(State state, Thing thing) {
        return tombstones.withObject(state, thing);
    }

    @Override
    public State withCondemned(State state, Thing thing) {
        return muchLater(tombstones.write(with(state, thing), thing, Kind.CONDEMNED));
    }

    @Override
    public boolean exists(State state, Thing thing) {
        return tombstones.isObject(state, thing) && tombstones.kind(state, thing) != Kind.DELETING;
    }

    @Override
    public boolean isInSight(State state, Thing thing) {
        return exists(state, thing) && tombstones.kind(state, thing) != Kind.CONDEMNED;
    }

    @Override
    public int condemned(State state, Thing thing) {
        return tombstones.kind(state, thing) == Kind.CONDEMNED ? tombstones.stone(state, thing) : 0;
    }

    @Override
    public void look(Program program, Thing thing, Look look, Label missing) {
        Label again = program.here();
        Label found = new Label();
        Label vain = new Label();
        if (guards.contains(Guard.TOMBSTONE_FIRST)) {
            lookForTombstone(program, thing, look, vain);
            lookForObject(program, thing, vain);
        } else {
            lookForObject(program, thing, vain);
            lookForTombstone(program, thing, look, vain);
        }
        program.jump(found);
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

    private void lookForObject(Program program, Thing thing, Label vain) {
        program.step(
                "looks for " + thing, state -> tombstones.isObject(state, thing) ? state : program.jump(state, vain));
    }

    private void lookForTombstone(Program program, Thing thing, Look look, Label vain) {
        Label done = new Label();
        program.step("looks for the tombstone of " + thing, state -> {
            State informed = inform(state, look);
            if (informed.has(look.cache())) {
                return program.jump(informed, done);
            }
            return switch (tombstones.kind(state, thing)) {
                case NONE, RESCUED, LEAVING -> program.jump(state, done);
                case DELETING -> program.jump(state, vain);
                case CONDEMNED ->
                    guards.contains(Guard.RESCUE)
                            ? state.with(look.seen(), tombstones.version(state, thing))
                            : program.jump(state, done);
            };
        });
        rescue(program, thing, look, vain);
        program.place(done);
    }

    private void rescue(Program program, Thing thing, Look look, Label failed) {
        program.step("takes back " + thing, state -> {
            boolean same = tombstones.isUnchanged(state, thing, state.get(look.seen()));
            State after = same ? tombstones.write(state, thing, Kind.RESCUED) : state;
            State done = after.with(look.seen(), 0);
            return same ? done : program.jump(done, failed);
        });
    }

    /// Learns that there is no tombstone at all where it doesn't believe so already.
    private State inform(State state, Look look) {
        boolean learns = !state.has(look.cache()) && tombstones.areNone(state);
        return learns ? state.with(look.cache(), 1) : state;
    }

    @Override
    public void store(Program program, Thing thing, Look look) {
        Label write = new Label();
        Label again = program.here();
        program.step("looks for the tombstone of " + thing + " before it writes", state -> {
            State informed = inform(state, look);
            if (informed.has(look.cache())) {
                return program.jump(informed, write);
            }
            return switch (tombstones.kind(state, thing)) {
                case NONE, RESCUED, LEAVING -> program.jump(state, write);
                case DELETING -> program.jump(state, guards.contains(Guard.WAIT_FOR_DELETION) ? again : write);
                case CONDEMNED -> state.with(look.seen(), tombstones.version(state, thing));
            };
        });
        rescue(program, thing, look, again);
        program.place(write);
        program.step("writes " + thing, state -> with(state, thing));
    }

    @Override
    public State begin(State state, int collector) {
        return tombstones.mark(state, collector, guards.contains(Guard.HOLD) ? Tombstones.HOLD : 0);
    }

    @Override
    public void condemn(Program program, Thing thing) {
        program.step("condemns " + thing, state -> {
            Kind kind = tombstones.kind(state, thing);
            boolean free = kind == Kind.NONE || kind == Kind.RESCUED;
            return free && tombstones.isObject(state, thing) ? tombstones.write(state, thing, Kind.CONDEMNED) : state;
        });
    }

    @Override
    public void purge(Program program, Thing thing, Removal removal, Label failed) {
        new TombstoneRemoval(this, program, thing, removal).purge(failed);
    }

    @Override
    public void takeBack(Program program, Thing thing) {
        program.step(
                "takes back " + thing,
                state -> condemned(state, thing) == 0 ? state : tombstones.write(state, thing, Kind.RESCUED));
    }

    @Override
    public void tidy(Program program, Thing thing, Removal removal) {
        new TombstoneRemoval(this, program, thing, removal).tidy();
    }

    @Override
    public Optional<Program> time(List<Look> looks, List<Removal> removals) {
        Program time = new Program("the clock", cells);
        Label again = time.here();
        time.step("ticks", state -> {
            State after = tombstones.later(state, 1);
            for (Look look : looks) {
                after = after.with(look.cache(), state.get(look.cache()) == 1 ? 2 : 0);
            }
            for (Removal removal : removals) {
                after = after.with(removal.permission(), 0);
            }
            return time.jump(after, again);
        });
        time.setEndless();
        return Optional.of(time);
    }

    @Override
    public State muchLater(State state) {
        return tombstones.later(state, Tombstones.HOLD);
    }
}
