package dev.berth.registry.gc.model.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What one actor does, step by step. Between two steps anything may happen; what one step does happens at once.
public final class Program {
    private final String actor;
    private final int at;
    private final List<Instruction> instructions = new ArrayList<>();
    private Optional<UnaryOperator<State>> crash = Optional.empty();
    private boolean endless;

    private record Instruction(String what, boolean local, UnaryOperator<State> effect) {}

    /// A place in the program to go to, which may lie further on.
    public static final class Label {
        private int position = -1;
    }

    public Program(String actor, Cells cells) {
        this.actor = actor;
        this.at = cells.add();
    }

    /// Looks at or changes what others look at or change. The effect may jump elsewhere.
    public void step(String what, UnaryOperator<State> effect) {
        instructions.add(new Instruction(what, false, effect));
    }

    /// Thinks about what it knows, which is no step of its own.
    public void local(UnaryOperator<State> effect) {
        instructions.add(new Instruction("", true, effect));
    }

    /// Nobody waits for its end.
    public void setEndless() {
        endless = true;
    }

    boolean isEndless() {
        return endless;
    }

    /// What becomes of the actor when it is killed in the middle of its work.
    public void onCrash(UnaryOperator<State> effect) {
        crash = Optional.of(effect);
    }

    public Label place(Label label) {
        label.position = instructions.size();
        return label;
    }

    public Label here() {
        return place(new Label());
    }

    public State jump(State state, Label label) {
        if (label.position < 0) {
            throw new IllegalStateException("a place of " + actor + " was never set");
        }
        return state.with(at, label.position);
    }

    public void jump(Label label) {
        local(state -> jump(state, label));
    }

    public boolean isEnded(State state) {
        return state.get(at) == instructions.size();
    }

    boolean isStarted(State state) {
        return state.has(at);
    }

    public State next(State state) {
        State after = apply(state);
        while (!isEnded(after) && instructions.get(after.get(at)).local()) {
            after = apply(after);
        }
        return after;
    }

    private State apply(State state) {
        int position = state.get(at);
        return instructions.get(position).effect().apply(state.with(at, position + 1));
    }

    String describe(State state) {
        return actor + " " + instructions.get(state.get(at)).what();
    }

    /// The state after the actor was killed, where that can happen to it now.
    Optional<State> crashed(State state) {
        return isStarted(state) && !isEnded(state) ? crash.map(effect -> effect.apply(state)) : Optional.empty();
    }

    String actor() {
        return actor;
    }
}
