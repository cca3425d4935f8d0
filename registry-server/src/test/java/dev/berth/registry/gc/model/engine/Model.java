package dev.berth.registry.gc.model.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Actors who take steps in any order, what must hold in every state, and what in those where all have ended.
public record Model(
        State start,
        List<Program> programs,
        Function<State, Optional<String>> problem,
        Function<State, Optional<String>> problemInTheEnd) {}
