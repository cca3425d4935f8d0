package dev.berth.registry.notifications;

/// What became of one attempt.
sealed interface Outcome {

    boolean isTaken();

    record Answered(int status) implements Outcome {
        @Override
        public boolean isTaken() {
            return status >= 200 && status < 300;
        }

        @Override
        public String toString() {
            return "it answers " + status;
        }
    }

    /// There was no answer. The text names no secret.
    record Unreached(String why) implements Outcome {
        @Override
        public boolean isTaken() {
            return false;
        }

        @Override
        public String toString() {
            return why;
        }
    }
}
