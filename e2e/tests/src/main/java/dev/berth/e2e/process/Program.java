package dev.berth.e2e.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One call of an external program. Changes by `with…` make a new value.
public final class Program {

    private static final Duration LIMIT = Duration.ofMinutes(6);

    private final List<String> line;
    private final Map<String, String> environment;
    private final String input;

    private Program(List<String> line, Map<String, String> environment, String input) {
        this.line = List.copyOf(line);
        this.environment = Map.copyOf(environment);
        this.input = input;
    }

    public static Program of(Path executable, String... arguments) {
        var line = new ArrayList<String>();
        line.add(executable.toString());
        line.addAll(List.of(arguments));
        return new Program(line, Map.of(), "");
    }

    public Program with(String variable, String value) {
        var more = new HashMap<>(environment);
        more.put(variable, value);
        return new Program(line, more, input);
    }

    public Program withArguments(String... arguments) {
        var more = new ArrayList<>(line);
        more.addAll(List.of(arguments));
        return new Program(more, environment, input);
    }

    /// What the program reads: a password goes this way, never by argument.
    public Program withInput(String text) {
        return new Program(line, environment, text);
    }

    /// Standard output of a program that must succeed.
    public String run() {
        var outcome = outcome();
        if (!outcome.succeeded()) {
            throw new ProgramFailedException(String.join(" ", line), outcome);
        }
        return outcome.output();
    }

    /// Whatever came of it.
    public Outcome outcome() {
        try {
            var process = start();
            var output = read(process.getInputStream());
            var errors = read(process.getErrorStream());
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ProgramFailedException(
                        String.join(" ", line), new Outcome(-1, output.join(), "no end after " + LIMIT));
            }
            return new Outcome(process.exitValue(), output.join(), errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException("could not run " + line.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailedException(String.join(" ", line), new Outcome(-1, "", "interrupted"));
        }
    }

    /// The running process, for programs that stay.
    public Process start() {
        try {
            var builder = new ProcessBuilder(line);
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + line.getFirst(), e);
        }
    }

    private static CompletableFuture<String> read(InputStream stream) {
        var text = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.complete("output lost: " + e.getMessage());
            }
        });
        return text;
    }
}
