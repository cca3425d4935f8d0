package dev.berth.operator.status;

import dev.berth.operator.plan.Problem;

/// What a condition says.
record Verdict(State state, String reason, String message) {
    /// The three words of a condition.
    enum State {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Verdict yes(String reason, String message) {
        return new Verdict(State.TRUE, reason, message);
    }

    static Verdict no(String reason, String message) {
        return new Verdict(State.FALSE, reason, message);
    }

    static Verdict no(Problem problem) {
        return no(problem.reason(), problem.message());
    }

    static Verdict unknown(String reason, String message) {
        return new Verdict(State.UNKNOWN, reason, message);
    }
}
