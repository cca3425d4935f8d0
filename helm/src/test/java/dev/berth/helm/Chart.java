package dev.berth.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The chart in this module, seen through the real helm.
final class Chart {
    static final Path FOLDER = Path.of("berth");
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Chart() {}

    /// What one run of helm printed.
    record Outcome(int exit, String text) {}

    static Rendered render(String... options) throws IOException, InterruptedException {
        Outcome outcome = template(options);
        if (outcome.exit() != 0) {
            throw new AssertionError(outcome.text());
        }
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(outcome.text())) {
            return new Rendered(documents.readAll().stream()
                    .filter(document -> document.has("kind"))
                    .toList());
        }
    }

    static Outcome template(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("template", "berth", FOLDER.toString(), "-n", "berth-system", "--kube-version", "1.36.0"));
        command.addAll(List.of(options));
        return helm(command);
    }

    static Outcome helm(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./run-helm"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), text);
    }
}
