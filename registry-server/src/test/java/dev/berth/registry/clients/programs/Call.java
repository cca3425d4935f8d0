package dev.berth.registry.clients.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One run of a program that ends by itself. Its home is a folder of the test, so that no settings of a user count.
public record Call(List<String> line, Map<String, String> environment, String input) {
    private static final int SECONDS = 120;

    public static Call of(Path home, Path program, String... arguments) {
        var environment = Map.of(
                "HOME", home.toString(),
                "XDG_RUNTIME_DIR", home.toString(),
                "PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
        return new Call(List.of(program.toString()), environment, "").adding(arguments);
    }

    public Call adding(String... arguments) {
        return adding(List.of(arguments));
    }

    public Call adding(List<String> arguments) {
        return new Call(Stream.concat(line.stream(), arguments.stream()).toList(), environment, input);
    }

    public Call with(String variable, String value) {
        var more = new HashMap<>(environment);
        more.put(variable, value);
        return new Call(line, Map.copyOf(more), input);
    }

    /// A password goes this way.
    public Call reading(String text) {
        return new Call(line, environment, text);
    }

    /// What it prints, without its errors. It must succeed.
    public String output() {
        return run(false);
    }

    /// The same for a program that says what it did where others put their errors.
    public String outputAndErrors() {
        return run(true);
    }

    private String run(boolean errorsToo) {
        try {
            var files = Files.createTempDirectory(home(), "call");
            run(files);
            var output = Files.readString(files.resolve("output")).strip();
            return errorsToo
                    ? output + "\n" + Files.readString(files.resolve("errors")).strip()
                    : output;
        } catch (IOException e) {
            throw new UncheckedIOException(line.toString(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Path home() {
        return Path.of(Optional.ofNullable(environment.get("HOME")).orElseThrow());
    }

    private void run(Path files) throws IOException, InterruptedException {
        var errors = files.resolve("errors");
        var output = files.resolve("output");
        var builder = new ProcessBuilder(line)
                .directory(home().toFile())
                .redirectInput(Files.writeString(files.resolve("input"), input).toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        boolean ended;
        try {
            ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
        if (!ended || process.exitValue() != 0) {
            var how = ended ? "failed with " + process.exitValue() : "did not end in " + SECONDS + " s";
            throw new CallFailedException(
                    String.join(" ", line) + " " + how + "\n" + Files.readString(output) + Files.readString(errors));
        }
    }
}
