package dev.berth.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/// The program as it lies in the image: its jar, the libraries that the jar's manifest names, and the arguments of
/// `java`.
record Application(ImageSettings settings, List<String> libraries) {

    static Application of(ImageSettings settings) throws IOException {
        try (var jar = new JarFile(settings.jar().toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Name.CLASS_PATH);
            List<String> libraries = List.of(Objects.toString(classPath, "").split(" ")).stream()
                    .filter(Platform.current()::canUse)
                    .toList();
            return new Application(settings, libraries);
        }
    }

    LayerTree librariesIn(Path root) throws IOException {
        Folders.delete(root);
        copy(foreignLibraries(), root);
        return new LayerTree(root, seconds());
    }

    LayerTree programIn(Path root) throws IOException {
        Folders.delete(root);
        copyProgram(root);
        copy(ownLibraries(), root);
        Files.write(root.resolve("app/java.arguments"), arguments(Path.of("/")));
        if (Files.exists(settings.files())) {
            Folders.copy(settings.files(), root);
        }
        return new LayerTree(root, seconds());
    }

    /// Lays libraries and program in one folder, with the time stamps they have in the image: the AOT cache asks for
    /// both.
    void layOutForTraining(Path root) throws IOException {
        Folders.delete(root);
        copy(libraries, root);
        copyProgram(root);
    }

    /// How `java` is started when `/` of the image is `root`.
    List<String> arguments(Path root) throws IOException {
        var arguments = new ArrayList<>(settings.javaOptions());
        if (settings.withAotCache()) {
            arguments.add("-XX:AOTCache=" + root.resolve(cacheName()));
        }
        arguments.addAll(command(root));
        return List.copyOf(arguments);
    }

    List<String> command(Path root) {
        return List.of("-cp", classPath(root), settings.mainClass());
    }

    Digest librariesKey() throws IOException {
        return key(foreignLibraries());
    }

    Digest programKey() throws IOException {
        var key = new StringBuilder().append(Digest.of(settings.jar()));
        key.append(key(ownLibraries())).append(arguments(Path.of("/")));
        if (Files.exists(settings.files())) {
            key.append(Digest.of(Folders.listing(settings.files())));
        }
        return Digest.of(key.toString());
    }

    String cacheName() {
        return "app/" + settings.program() + ".aot";
    }

    private String classPath(Path root) {
        Path app = root.resolve("app");
        var jars = new ArrayList<>(List.of(settings.jar().getFileName().toString()));
        jars.addAll(libraries);
        return jars.stream().map(jar -> app.resolve(jar).toString()).collect(Collectors.joining(":"));
    }

    private void copy(List<String> chosen, Path root) throws IOException {
        Files.createDirectories(root.resolve("app/lib"));
        for (String library : chosen) {
            copy(sibling(library), root.resolve("app").resolve(library));
        }
    }

    /// Jars of this project change with every commit, so they lie beside the program.
    private List<String> ownLibraries() {
        return libraries.stream().filter(Application::isOwn).toList();
    }

    private List<String> foreignLibraries() {
        return libraries.stream().filter(library -> !isOwn(library)).toList();
    }

    private Digest key(List<String> chosen) throws IOException {
        var key = new StringBuilder("1 " + seconds());
        for (String library : chosen) {
            key.append('\n')
                    .append(library)
                    .append(' ')
                    .append(Digest.of(sibling(library)).value());
        }
        return Digest.of(key.toString());
    }

    private static boolean isOwn(String library) {
        return library.startsWith("lib/berth-");
    }

    private void copyProgram(Path root) throws IOException {
        Path app = Files.createDirectories(root.resolve("app"));
        copy(settings.jar(), app.resolve(settings.jar().getFileName().toString()));
    }

    private void copy(Path from, Path to) throws IOException {
        Files.copy(from, to);
        Files.setLastModifiedTime(to, FileTime.from(settings.created()));
    }

    private Path sibling(String library) {
        return settings.jar().resolveSibling(library);
    }

    long seconds() {
        return settings.created().getEpochSecond();
    }
}
