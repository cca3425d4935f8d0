package dev.berth.e2e.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/// Tells on the console what is going on: one line per step with its duration, indented details while it runs.
public final class Steps {

    private final PrintStream out;
    private int number;
    private String lastDetail = "";

    public Steps(PrintStream out) {
        this.out = out;
    }

    public void run(String title, Runnable action) {
        call(title, () -> {
            action.run();
            return title;
        });
    }

    public <T> T call(String title, Supplier<T> action) {
        number++;
        out.printf("%n%2d. %s%n", number, title);
        var start = System.nanoTime();
        var result = action.get();
        out.printf(
                "    done in %.1f s%n",
                Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
        return result;
    }

    /// A line about the step under way; the same text again prints nothing.
    public void detail(String text) {
        if (!text.equals(lastDetail)) {
            out.println("    " + text.replace("\n", "\n    "));
            lastDetail = text;
        }
    }

    /// Text of its own, not part of a step.
    public void say(String text) {
        out.println(text);
    }
}
