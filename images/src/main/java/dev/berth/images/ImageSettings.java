package dev.berth.images;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// What the build passes (`--key value`), and what a module says in `src/main/image/image.properties`.
record ImageSettings(Map<String, String> arguments, Properties properties) {

    static ImageSettings parse(List<String> args) throws IOException {
        var arguments = new HashMap<String, String>();
        for (int i = 0; i + 1 < args.size(); i += 2) {
            arguments.put(args.get(i), args.get(i + 1));
        }
        var properties = new Properties();
        Path file = Path.of(arguments.getOrDefault("--module", "."), "src/main/image/image.properties");
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new ImageSettings(arguments, properties);
    }

    String name() {
        return argument("--name");
    }

    Instant created() {
        return Instant.parse(argument("--created"));
    }

    boolean withAotCache() {
        return Boolean.parseBoolean(argument("--aot"));
    }

    /// Where the layers lie that all images share.
    Path sharedFolder() {
        return Path.of(argument("--shared"));
    }

    Path workFolder() {
        return target().resolve("image");
    }

    Path archive() {
        return target().resolve(program() + "-image.tar");
    }

    Path jar() {
        return target().resolve(program() + ".jar");
    }

    String program() {
        return property("program");
    }

    String mainClass() {
        return property("main");
    }

    List<String> javaOptions() throws IOException {
        return Files.readAllLines(sources().resolve("java.options")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /// Files that go into the image as they are.
    Path files() {
        return sources().resolve("files");
    }

    ImageDescription description() {
        return new ImageDescription(name(), Platform.current().architecture(), created(), process(), labels());
    }

    private Map<String, Object> process() {
        var environment = new ArrayList<>(List.of("PATH=/opt/java/bin", "LANG=C.UTF-8"));
        environment.addAll(words("environment"));
        var ports = new HashMap<String, Object>();
        words("ports").forEach(port -> ports.put(port + "/tcp", Map.of()));
        return Map.of(
                "User",
                "65532:65532",
                "WorkingDir",
                "/",
                "Env",
                environment,
                "Entrypoint",
                List.of("/opt/java/bin/java", "@/app/java.arguments"),
                "Cmd",
                words("command"),
                "ExposedPorts",
                ports,
                "Labels",
                labels());
    }

    private Map<String, String> labels() {
        String prefix = "org.opencontainers.image.";
        return Map.of(
                prefix + "title",
                property("title"),
                prefix + "description",
                property("description"),
                prefix + "version",
                argument("--version"),
                prefix + "created",
                created().toString(),
                prefix + "licenses",
                "Apache-2.0",
                prefix + "vendor",
                "Berth",
                "dev.berth.libc",
                "of the building machine");
    }

    private Path target() {
        return Path.of(argument("--module"), "target");
    }

    private Path sources() {
        return Path.of(argument("--module"), "src/main/image");
    }

    private List<String> words(String key) {
        String text = properties.getProperty(key, "").strip();
        return text.isEmpty() ? List.of() : List.of(text.split(" +"));
    }

    private String argument(String key) {
        String value = arguments.get(key);
        if (value == null) {
            throw new IllegalArgumentException("missing argument " + key);
        }
        return value;
    }

    private String property(String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("image.properties lacks " + key);
        }
        return value;
    }
}
