package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.engine.Program;
import dev.berth.registry.gc.model.engine.Program.Label;
import java.util.List;

/// A client, and the server as it answers it. What follows another call happens after it.
final class Pusher {
    private final Registry registry;
    private final Shelf shelf;
    private final Program program;
    private final Shelf.Look look;
    private final int pin;
    private final int number;
    private final Label refused = new Label();

    Pusher(String name, Registry registry) {
        this.registry = registry;
        this.shelf = registry.shelf();
        this.program = registry.program(name);
        this.look = registry.look();
        this.pin = registry.cells().add();
        this.number = registry.pushers().size() + 1;
    }

    /// What it is about to tag, one more than its index.
    int pin() {
        return pin;
    }

    /// Asks for each, and uploads them all unless they are there.
    Pusher upload(Thing... things) {
        Label upload = new Label();
        Label done = new Label();
        for (Thing thing : things) {
            shelf.look(program, thing, look, upload);
        }
        program.jump(done);
        program.place(upload);
        for (Thing thing : things) {
            if (thing.kind() == Thing.Kind.BLOB) {
                shelf.store(program, thing, look);
            } else {
                write(thing);
            }
        }
        program.place(done);
        return this;
    }

    /// Lets the repository use what is elsewhere too.
    Pusher mount(Thing source, Thing blob, Thing link) {
        Label unknown = new Label();
        Label done = new Label();
        shelf.look(program, source, look, unknown);
        shelf.look(program, blob, look, unknown);
        write(link);
        program.jump(done);
        program.place(unknown);
        shelf.store(program, blob, look);
        write(link);
        program.place(done);
        return this;
    }

    /// Pushes the manifest with the tag.
    Pusher put(Thing manifest) {
        Label unpin = new Label();
        requireChildren(manifest, refused);
        write(manifest);
        if (registry.has(Guard.PIN)) {
            program.step("pins " + manifest, state -> state.with(pin, manifest.index() + 1));
        }
        if (registry.has(Guard.MANIFEST_BEFORE_CHILDREN)) {
            write(manifest);
        }
        if (registry.has(Guard.SECOND_LOOK)) {
            requireChildren(manifest, unpin);
        }
        if (!registry.has(Guard.MANIFEST_BEFORE_CHILDREN)) {
            write(manifest);
        }
        program.step(
                "turns the pin into the tag of " + manifest,
                state -> state.with(pin, 0)
                        .with(registry.tag(), manifest.index() + 1)
                        .with(registry.version(), number));
        Label done = new Label();
        program.jump(done);
        program.place(unpin);
        program.step("takes its pin away", state -> state.with(pin, 0));
        program.place(done);
        return this;
    }

    /// Asks for it, whatever the answer.
    Pusher get(Thing thing) {
        Label unknown = new Label();
        shelf.look(program, thing, look, unknown);
        program.place(unknown);
        return this;
    }

    /// Pulls the tag as soon as that push is acknowledged, and is told that all is there.
    Pusher pullAfter(Pusher other, Thing manifest) {
        Label lie = new Label();
        Label done = new Label();
        Label wait = program.here();
        program.step(
                "waits for a push",
                state -> state.get(registry.version()) == other.number
                        ? state
                        : program.jump(state, other.program.isEnded(state) ? done : wait));
        for (Thing thing : List.of(manifest, manifest.names().getFirst())) {
            shelf.look(program, thing, look, lie);
        }
        program.jump(done);
        program.place(lie);
        program.step("is told that it is unknown", state -> state.with(registry.broken(), 1));
        program.place(done);
        return this;
    }

    /// Removes the tag, whatever it points to.
    Pusher delete() {
        program.step("deletes the tag", state -> state.with(registry.tag(), 0).with(registry.version(), 0));
        return this;
    }

    /// Judges the tag, and removes it later.
    Pusher expire() {
        int judged = registry.cells().add();
        program.step("judges the tag", state -> state.with(judged, state.get(registry.version())));
        program.step("removes the tag", state -> {
            boolean same = state.get(registry.version()) == state.get(judged);
            if (!same && registry.has(Guard.COMPARE_TAG)) {
                return state.with(judged, 0);
            }
            return state.with(registry.tag(), 0)
                    .with(registry.broken(), same ? 0 : 1)
                    .with(judged, 0);
        });
        return this;
    }

    /// The registry goes on with whoever comes next.
    Registry then() {
        Label end = new Label();
        program.jump(end);
        program.place(refused);
        program.local(state -> state);
        program.place(end);
        return registry;
    }

    private void requireChildren(Thing manifest, Label missing) {
        manifest.names().forEach(child -> shelf.look(program, child, look, missing));
    }

    private void write(Thing thing) {
        Label write = new Label();
        Label done = new Label();
        shelf.look(program, thing, look, write);
        program.jump(done);
        program.place(write);
        if (thing.isManifest()) {
            shelf.store(program, thing, look);
        } else {
            program.step("writes " + thing, state -> shelf.with(state, thing));
        }
        program.place(done);
    }
}
