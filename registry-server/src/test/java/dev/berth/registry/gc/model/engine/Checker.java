package dev.berth.registry.gc.model.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Tries every order in which the actors of a model can take their steps, breadth first, so that the way to a problem
/// is as short as any.
public final class Checker {
    private static final int MOST_STATES = 20_000_000;
    private final Model model;
    private final Visited visited = new Visited();
    private Deque<State> open = new ArrayDeque<>();
    private Optional<Finding> finding = Optional.empty();

    /// What went wrong, and the steps that lead there.
    public record Finding(String problem, List<String> steps) {
        @Override
        public String toString() {
            return problem + ":\n  " + String.join("\n  ", steps);
        }
    }

    public record Result(int states, Optional<Finding> finding) {}

    private Checker(Model model) {
        this.model = model;
    }

    public static Result check(Model model) {
        return new Checker(model).run();
    }

    private Result run() {
        reach(model.start(), 0);
        while (!open.isEmpty() && finding.isEmpty()) {
            expand(open.removeFirst());
            if (visited.size() > MOST_STATES) {
                throw new IllegalStateException("more states than can be looked at");
            }
        }
        return new Result(visited.size(), finding);
    }

    private void expand(State state) {
        long parent = state.fingerprint();
        successors(state, (_, next) -> reach(next, parent));
        if (model.programs().stream().allMatch(program -> program.isEnded(state) || program.isEndless())) {
            judge(state, model.problemInTheEnd().apply(state));
        }
    }

    private void reach(State state, long parent) {
        if (finding.isEmpty() && visited.add(state.fingerprint(), parent)) {
            judge(state, model.problem().apply(state));
            open.addLast(state);
        }
    }

    private void judge(State state, Optional<String> problem) {
        if (problem.isPresent() && finding.isEmpty()) {
            finding = Optional.of(new Finding(problem.get(), steps(state)));
        }
    }

    private void successors(State state, BiConsumer<String, State> visitor) {
        for (Program program : model.programs()) {
            if (!program.isEnded(state)) {
                visitor.accept(program.describe(state), program.next(state));
            }
            program.crashed(state).ifPresent(after -> visitor.accept(program.actor() + " is killed", after));
        }
    }

    /// Goes the way of the fingerprints once more, from the start.
    private List<String> steps(State end) {
        Deque<Long> way = new ArrayDeque<>();
        for (long each = end.fingerprint(); each != 0; each = visited.parent(each)) {
            way.addFirst(each);
        }
        List<String> steps = new ArrayList<>();
        State state = model.start();
        way.removeFirst();
        for (long next : way) {
            State[] found = {state};
            successors(state, (what, after) -> {
                if (found[0].fingerprint() != next && after.fingerprint() == next) {
                    steps.add(what);
                    found[0] = after;
                }
            });
            state = found[0];
        }
        return steps;
    }
}
