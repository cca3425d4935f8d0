package dev.berth.e2e.process;

/// A program that had to succeed did not; the message holds all it printed.
public final class ProgramFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProgramFailedException(String line, Outcome outcome) {
        super(line + " failed with code " + outcome.code() + ":\n" + outcome.all());
    }
}
