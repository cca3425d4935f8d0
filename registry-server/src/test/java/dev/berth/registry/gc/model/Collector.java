package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.engine.Cells;
import dev.berth.registry.gc.model.engine.Program;
import dev.berth.registry.gc.model.engine.Program.Label;
import dev.berth.registry.gc.model.engine.State;
import java.util.ArrayList;
import java.util.List;

/// A collector with so many runs, each of which may be cut off anywhere: marks the repository, sweeps its manifests and
/// links, then the blobs. Others may run at the same time, as when the lease was lost.
final class Collector {
    private final Registry registry;
    private final Shelf shelf;
    private final Program program;
    private final int number;
    private final int totalRuns;
    private final Shelf.Removal removal;
    private final int runs;
    private final int pinned;
    private final int roots;
    private final int present;
    private final int read;
    private final int live;
    private final int held;
    private final int keepAll;
    private final List<Integer> condemned = new ArrayList<>();
    private final Label begin = new Label();
    private final Label end = new Label();

    Collector(Registry registry, int number, int totalRuns) {
        this.registry = registry;
        this.shelf = registry.shelf();
        this.number = number;
        this.totalRuns = totalRuns;
        this.program = registry.program("collector " + (number + 1));
        Cells cells = registry.cells();
        this.removal = new Shelf.Removal(cells.addName(), cells.add());
        this.runs = cells.add();
        this.pinned = cells.add();
        this.roots = cells.add();
        this.present = cells.add();
        this.read = cells.add();
        this.live = cells.add();
        this.held = cells.add();
        this.keepAll = cells.add();
        registry.things().forEach(_ -> condemned.add(cells.addName()));
        write();
    }

    Shelf.Removal removal() {
        return removal;
    }

    State ready(State state) {
        return state.with(runs, totalRuns);
    }

    /// One run, while nobody else does anything.
    State runAlone(State state) {
        State now = program.jump(forget(state), begin).with(runs, 1);
        while (!program.isEnded(now)) {
            now = program.next(now);
        }
        return now;
    }

    private void write() {
        program.place(begin);
        program.step("begins a mark", state -> shelf.begin(state, number));
        mark();
        if (registry.has(Guard.MANIFESTS_FIRST)) {
            sweepManifests();
            sweepContent(Thing.Kind.LINK);
            sweepContent(Thing.Kind.BLOB);
        } else {
            sweepContent(Thing.Kind.BLOB);
            sweepManifests();
            sweepContent(Thing.Kind.LINK);
        }
        program.local(this::nextRun);
        program.place(end);
    }

    void setMortal() {
        program.onCrash(this::nextRun);
    }

    private State nextRun(State state) {
        int left = state.get(runs) - 1;
        return program.jump(forget(state).with(runs, left), left > 0 ? begin : end);
    }

    private State forget(State state) {
        State after = state.with(removal.seen(), 0).with(removal.permission(), 0);
        for (int cell : new int[] {pinned, roots, present, read, live, held, keepAll}) {
            after = after.with(cell, 0);
        }
        for (int cell : condemned) {
            after = after.with(cell, 0);
        }
        return after;
    }

    private void mark() {
        if (registry.has(Guard.PINS_BEFORE_TAGS)) {
            program.step("reads the pins", this::readPins);
        }
        for (int look = 0; look < (registry.has(Guard.MARK_LOOKS_TWICE) ? 2 : 1); look++) {
            registry.manifests().forEach(this::lookAmongCondemned);
            registry.manifests()
                    .forEach(each -> program.step(
                            "lists " + each,
                            state -> shelf.isInSight(state, each) ? add(state, present, each.bit()) : state));
        }
        program.step("reads the tag", state -> add(state, roots, state.has(registry.tag()) ? tagged(state) : 0));
        if (!registry.has(Guard.PINS_BEFORE_TAGS)) {
            program.step("reads the pins", this::readPins);
        }
        program.local(state -> add(state, live, state.get(roots) | state.get(pinned)));
        registry.manifests().forEach(this::follow);
    }

    private int tagged(State state) {
        return registry.things().get(state.get(registry.tag()) - 1).bit();
    }

    private State readPins(State state) {
        int found = 0;
        for (Pusher pusher : registry.pushers()) {
            int pin = state.get(pusher.pin());
            found |= pin == 0 ? 0 : registry.things().get(pin - 1).bit();
        }
        return state.with(pinned, found);
    }

    private void lookAmongCondemned(Thing manifest) {
        program.step("lists " + manifest + " among the condemned", state -> {
            int found = shelf.condemned(state, manifest);
            return found == 0 ? state : state.with(condemned.get(manifest.index()), seen(found));
        });
    }

    /// Its name, and whether it may be purged by this mark.
    private int seen(int found) {
        boolean mayGo = !registry.has(Guard.MARK_AGAIN) || Condemnation.isBeforeMarkOf(found, number);
        return Condemnation.of(Condemnation.nameOf(found)) | (mayGo ? 1 : 0);
    }

    private static boolean mayGo(int seen) {
        return (seen & 1) != 0;
    }

    /// Reads a manifest, where anything depends on what it names. It may be moved either way between two looks.
    private void follow(Thing manifest) {
        Label done = new Label();
        Label found = new Label();
        program.local(state -> isToBeRead(state, manifest) ? state : program.jump(state, done));
        for (int look = 0; look < (registry.has(Guard.MARK_READS_THRICE) ? 3 : 2); look++) {
            program.step(
                    "reads " + manifest,
                    state -> shelf.isInSight(state, manifest) ? program.jump(state, found) : state);
            program.step(
                    "reads " + manifest + " among the condemned",
                    state -> shelf.condemned(state, manifest) != 0 ? program.jump(state, found) : state);
        }
        program.local(state -> program.jump(manifest.isIn(state.get(roots)) ? state.with(keepAll, 1) : state, done));
        program.place(found);
        program.local(state -> add(state, read, manifest.bit()));
        program.local(state -> add(state, manifest.isIn(state.get(live)) ? live : held, manifest.namedBits()));
        program.place(done);
    }

    /// What lives, what is held by another, and what is there and can't be purged yet.
    private boolean isToBeRead(State state, Thing manifest) {
        int seen = state.get(condemned.get(manifest.index()));
        return manifest.isIn(state.get(live) | state.get(held))
                || ((manifest.isIn(state.get(present)) || seen != 0) && !mayGo(seen));
    }

    private void sweepManifests() {
        Label kept = new Label();
        program.local(state -> state.has(keepAll) ? program.jump(state, kept) : state);
        List<Thing> order = registry.has(Guard.OUTER_FIRST)
                ? registry.manifests()
                : registry.manifests().reversed();
        order.forEach(this::purgeOrTakeBack);
        order.forEach(this::condemnManifest);
        program.place(kept);
    }

    private void purgeOrTakeBack(Thing manifest) {
        Label done = new Label();
        Label failed = new Label();
        Label takeBack = new Label();
        int seen = condemned.get(manifest.index());
        program.local(state -> {
            if (!state.has(seen)) {
                return program.jump(state, done);
            }
            if (manifest.isIn(state.get(live))) {
                return program.jump(state, registry.has(Guard.TAKE_BACK) ? takeBack : done);
            }
            boolean goes = mayGo(state.get(seen)) && !isHeld(state, manifest);
            return goes ? state.with(removal.seen(), state.get(seen)) : program.jump(state, done);
        });
        shelf.purge(program, manifest, removal, failed);
        program.jump(done);
        program.place(failed);
        program.local(state -> registry.has(Guard.FOLLOW_RESCUED) ? add(state, live, manifest.closure()) : state);
        program.jump(done);
        program.place(takeBack);
        shelf.takeBack(program, manifest);
        program.place(done);
        program.local(state -> state.with(seen, 0));
        shelf.tidy(program, manifest, removal);
    }

    private void condemnManifest(Thing manifest) {
        Label done = new Label();
        program.local(state -> manifest.isIn(state.get(present)) && !manifest.isIn(state.get(live))
                ? state
                : program.jump(state, done));
        shelf.condemn(program, manifest);
        program.place(done);
    }

    private void sweepContent(Thing.Kind kind) {
        for (Thing thing : registry.things()) {
            if (thing.kind() == kind) {
                sweepCondemned(thing);
                sweepPresent(thing);
            }
        }
    }

    private void sweepCondemned(Thing thing) {
        Label done = new Label();
        Label takeBack = new Label();
        program.step("looks for " + thing + " among the condemned", state -> {
            int found = shelf.condemned(state, thing);
            boolean isWanted = isWanted(state, thing);
            if (found == 0 || (isWanted && !registry.has(Guard.TAKE_BACK))) {
                return program.jump(state, done);
            }
            if (isWanted) {
                return program.jump(state, takeBack);
            }
            boolean goes = mayGo(seen(found)) && !isHeld(state, thing);
            return goes ? state.with(removal.seen(), seen(found)) : program.jump(state, done);
        });
        shelf.purge(program, thing, removal, done);
        program.jump(done);
        program.place(takeBack);
        shelf.takeBack(program, thing);
        program.place(done);
        shelf.tidy(program, thing, removal);
    }

    private void sweepPresent(Thing thing) {
        Label done = new Label();
        program.local(state -> isWanted(state, thing) ? program.jump(state, done) : state);
        shelf.condemn(program, thing);
        program.place(done);
    }

    private boolean isWanted(State state, Thing thing) {
        return state.has(keepAll) || thing.isIn(state.get(live));
    }

    private boolean isHeld(State state, Thing thing) {
        return registry.has(Guard.HELD) && thing.isIn(state.get(held));
    }

    private static State add(State state, int cell, int bits) {
        return state.with(cell, state.get(cell) | bits);
    }
}
