package dev.berth.e2e.process;

/// How a program ended and what it printed.
public record Outcome(int code, String output, String errors) {

    public boolean succeeded() {
        return code == 0;
    }

    /// Both streams, for people and for assertions on a message.
    public String all() {
        return (output + "\n" + errors).strip();
    }
}
