package dev.berth.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An image laid out in a folder, which can be run there: its own files, user and environment, on the host's network.
public record UnpackedImage(Path root, JsonNode config) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Unpacks as a container runtime would: from the index to the manifest, its configuration and its layers.
    public static UnpackedImage of(Path archive, Path folder) throws IOException, InterruptedException {
        Path layout = Files.createDirectories(folder.resolve("layout"));
        run("tar", "-xf", archive.toString(), "-C", layout.toString());
        JsonNode index = JSON.readTree(layout.resolve("index.json").toFile());
        JsonNode manifest = JSON.readTree(blob(layout, index.at("/manifests/0")).toFile());
        Path root = Files.createDirectories(folder.resolve("root"));
        for (JsonNode layer : manifest.path("layers")) {
            run("tar", "--numeric-owner", "-pxzf", blob(layout, layer).toString(), "-C", root.toString());
        }
        JsonNode config = JSON.readTree(blob(layout, manifest.path("config")).toFile());
        Folders.delete(layout);
        return new UnpackedImage(root, config.path("config"));
    }

    /// Starts the entry point, with the default arguments where none are given; `shared` is a folder of the host that
    /// the program sees under the same name.
    public Process start(List<String> arguments, Map<String, String> environment, Path shared) throws IOException {
        Files.createDirectories(inside(shared));
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        boolean root = System.getProperty("user.name").equals("root");
        if (!root) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        String user = root ? "--userspec=" + config.path("User").asText() : "--userspec=0:0";
        command.addAll(List.of("sh", "-ec", script(shared, user), "sh"));
        config.path("Entrypoint").forEach(word -> command.add(word.asText()));
        if (arguments.isEmpty()) {
            config.path("Cmd").forEach(word -> command.add(word.asText()));
        }
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        config.path("Env").forEach(variable -> put(builder.environment(), variable.asText()));
        builder.environment().compute("PATH", (name, path) -> path + ":/usr/sbin:/usr/bin:/sbin:/bin");
        return builder.start();
    }

    /// The variables that make the image's Java insist on its AOT cache, where the image has one.
    public Map<String, String> insistOnAotCache(String program) {
        return Files.exists(root.resolve("app/" + program + ".aot"))
                ? Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on")
                : Map.of();
    }

    /// What the program printed so far.
    public Path log() {
        return root.resolveSibling("output.log");
    }

    /// A program needs /proc to find its libraries and /dev for random numbers, as it has in any container.
    private String script(Path shared, String user) {
        return """
                for folder in proc dev; do mkdir -p '%1$s'/$folder; mount --rbind /$folder '%1$s'/$folder; done
                mount --bind '%2$s' '%3$s'
                exec chroot %4$s '%1$s' "$@"
                """.formatted(root, shared, inside(shared), user);
    }

    private Path inside(Path shared) {
        return root.resolve(Path.of("/").relativize(shared.toAbsolutePath()));
    }

    private static void put(Map<String, String> environment, String variable) {
        int equals = variable.indexOf('=');
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }

    private static Path blob(Path layout, JsonNode descriptor) {
        return layout.resolve("blobs/sha256")
                .resolve(new Digest(descriptor.path("digest").asText()).hex());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit);
        }
    }
}
