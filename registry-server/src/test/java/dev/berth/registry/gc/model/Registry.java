package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.engine.Cells;
import dev.berth.registry.gc.model.engine.Model;
import dev.berth.registry.gc.model.engine.Program;
import dev.berth.registry.gc.model.engine.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One repository of the model with one tag: what is in it, and who works on it. Collectors are told that everything is
/// old enough, for no promise to those who have a manifest rests on ages.
final class Registry {
    static final int MOST_THINGS = 5;

    private final Cells cells = new Cells();
    private final List<Thing> things = new ArrayList<>();
    private final List<Program> programs = new ArrayList<>();
    private final List<Pusher> pushers = new ArrayList<>();
    private final List<Shelf.Look> looks = new ArrayList<>();
    private final List<Collector> collectors = new ArrayList<>();
    private final Set<Guard> guards;
    private final Shelf shelf;
    private final int tag = cells.add();
    private final int version = cells.add();
    private final int broken = cells.add();
    private final List<Thing> stored = new ArrayList<>();
    private final List<Thing> condemned = new ArrayList<>();
    private Optional<Thing> tagged = Optional.empty();

    private Registry(Set<Guard> guards, boolean tombstones) {
        this.guards = guards;
        this.shelf = tombstones
                ? new TombstoneShelf(cells, MOST_THINGS, guards)
                : new RenamingShelf(cells, MOST_THINGS, guards);
    }

    static Registry onFiles(Set<Guard> guards) {
        return new Registry(guards, false);
    }

    static Registry onObjects(Set<Guard> guards) {
        return new Registry(guards, true);
    }

    /// Manifests are made after what they name.
    Thing thing(String name, Thing.Kind kind, Thing... names) {
        Thing thing = new Thing(things.size(), name, kind, List.of(names));
        things.add(thing);
        return thing;
    }

    /// Old content that is there at the start.
    Registry stored(Thing... there) {
        stored.addAll(List.of(there));
        return this;
    }

    /// Old content that was condemned before the start.
    Registry condemned(Thing... there) {
        condemned.addAll(List.of(there));
        return this;
    }

    Registry tagged(Thing manifest) {
        tagged = Optional.of(manifest);
        return this;
    }

    Pusher pusher(String name) {
        Pusher pusher = new Pusher(name, this);
        pushers.add(pusher);
        return pusher;
    }

    /// A collector with so many runs. Nobody keeps two of them apart.
    Registry collector(int runs) {
        collectors.add(new Collector(this, collectors.size(), runs));
        return this;
    }

    /// One collector that may be killed anywhere, and then begins its next run.
    Registry mortalCollector(int runs) {
        collector(runs);
        collectors.getLast().setMortal();
        return this;
    }

    Program program(String actor) {
        Program program = new Program(actor, cells);
        programs.add(program);
        return program;
    }

    Shelf.Look look() {
        Shelf.Look look = new Shelf.Look(cells.add(), cells.addName(), cells.add());
        looks.add(look);
        return look;
    }

    Cells cells() {
        return cells;
    }

    Shelf shelf() {
        return shelf;
    }

    boolean has(Guard guard) {
        return guards.contains(guard);
    }

    List<Thing> things() {
        return things;
    }

    /// The outer ones first.
    List<Thing> manifests() {
        return things.stream()
                .filter(Thing::isManifest)
                .sorted(Comparator.comparingInt(Thing::index).reversed())
                .toList();
    }

    List<Pusher> pushers() {
        return pushers;
    }

    /// Cells: what the tag points to, one more than its index; which push it was; whether a client was told a lie.
    int tag() {
        return tag;
    }

    int version() {
        return version;
    }

    int broken() {
        return broken;
    }

    /// What the tag leads to, as a set.
    int reachable(State state) {
        return state.has(tag) ? things.get(state.get(tag) - 1).closure() : 0;
    }

    Model model() {
        List<Shelf.Removal> removals =
                collectors.stream().map(Collector::removal).toList();
        shelf.time(looks, removals).ifPresent(programs::add);
        State start = State.empty(cells.count());
        for (Thing thing : stored) {
            start = shelf.with(start, thing);
        }
        for (Thing thing : condemned) {
            start = shelf.withCondemned(start, thing);
        }
        if (tagged.isPresent()) {
            start = start.with(tag, tagged.get().index() + 1);
        }
        for (Collector collector : collectors) {
            start = collector.ready(start);
        }
        return new Model(start, programs, this::problem, this::problemInTheEnd);
    }

    private Optional<String> problem(State state) {
        if (state.has(broken)) {
            return Optional.of("a client was told that something acknowledged is not there");
        }
        int reachable = reachable(state);
        return things.stream()
                .filter(thing -> thing.isIn(reachable) && !shelf.exists(state, thing))
                .findFirst()
                .map(thing -> thing + " is gone, which the tag leads to");
    }

    /// Nothing but collections happens any more, two of them, each long after what was before it. The lease lets one
    /// collector run at a time; where two did, a third run may be needed.
    private Optional<String> problemInTheEnd(State end) {
        if (collectors.size() != 1) {
            return Optional.empty();
        }
        State state = end;
        for (Pusher pusher : pushers) {
            state = state.with(pusher.pin(), 0);
        }
        for (int run = 0; run < 2; run++) {
            state = collectors.getFirst().runAlone(shelf.muchLater(state));
        }
        State quiet = state;
        int reachable = reachable(quiet);
        return problem(quiet)
                .or(() -> things.stream()
                        .filter(thing ->
                                thing.isIn(reachable) ? !shelf.isInSight(quiet, thing) : shelf.exists(quiet, thing))
                        .findFirst()
                        .map(thing -> thing.isIn(reachable)
                                ? thing + " is still out of sight after two runs, though the tag leads to it"
                                : thing + " is still there after two runs, though nothing leads to it"));
    }
}
