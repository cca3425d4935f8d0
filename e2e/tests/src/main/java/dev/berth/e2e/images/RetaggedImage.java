package dev.berth.e2e.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.e2e.cluster.Tools;
import dev.berth.e2e.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The same image under another tag: what a new release looks like to a cluster.
public record RetaggedImage(Path archive, String name) {

    private static final String CONTAINERD_NAME = "io.containerd.image.name";

    /// Reads an OCI archive and writes one beside it, in the given folder.
    public static RetaggedImage of(Path ociArchive, String tag, Path folder) {
        try {
            Files.createDirectories(folder);
            Program.of(Tools.path("tar"), "-xf", ociArchive.toString(), "-C", folder.toString())
                    .run();
            var name = rename(folder.resolve("index.json"), tag);
            var archive = Path.of(folder + ".tar");
            Program.of(Tools.path("tar"), "-cf", archive.toString(), "-C", folder.toString(), ".")
                    .run();
            return new RetaggedImage(archive, name);
        } catch (IOException e) {
            throw new UncheckedIOException("could not rename the image of " + ociArchive, e);
        }
    }

    private static String rename(Path index, String tag) throws IOException {
        var json = new ObjectMapper();
        var tree = json.readTree(index.toFile());
        var name = "";
        for (var manifest : tree.path("manifests")) {
            var annotations = (ObjectNode) manifest.path("annotations");
            name = annotations.path(CONTAINERD_NAME).asText().replaceFirst(":[^:/]*$", ":" + tag);
            annotations.put(CONTAINERD_NAME, name);
            annotations.put("org.opencontainers.image.ref.name", tag);
        }
        json.writeValue(index.toFile(), tree);
        return name;
    }
}
