package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.engine.Program;
import dev.berth.registry.gc.model.engine.Program.Label;
import dev.berth.registry.gc.model.engine.State;
import java.util.List;
import java.util.Optional;

/// How a storage condemns, takes back and purges, as steps of the programs of clients and collectors.
interface Shelf {

    /// Cells of a client for what it knows in the middle of a look.
    record Look(int vain, int seen, int cache) {}

    /// Cells of a collector for what it knows in the middle of a removal.
    record Removal(int seen, int permission) {}

    State with(State state, Thing thing);

    /// It was condemned long ago.
    State withCondemned(State state, Thing thing);

    /// Whether it is there or may come back.
    boolean exists(State state, Thing thing);

    boolean isInSight(State state, Thing thing);

    /// Goes on behind these steps when it is there, which is a promise; else at the label.
    void look(Program program, Thing thing, Look look, Label missing);

    /// Puts content there whatever was there before.
    void store(Program program, Thing thing, Look look);

    /// A mark begins: what is condemned by now may be purged by it.
    State begin(State state, int collector);

    /// The condemnation that counts, or zero.
    int condemned(State state, Thing thing);

    void condemn(Program program, Thing thing);

    /// Goes on at the label when somebody was faster.
    void purge(Program program, Thing thing, Removal removal, Label failed);

    void takeBack(Program program, Thing thing);

    /// What else a collector does with a thing, whoever names it.
    void tidy(Program program, Thing thing, Removal removal);

    /// Time goes by, where it matters.
    Optional<Program> time(List<Look> looks, List<Removal> removals);

    /// So much time that nothing waits any longer.
    State muchLater(State state);
}
