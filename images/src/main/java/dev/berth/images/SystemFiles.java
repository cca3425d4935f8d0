package dev.berth.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The lowest layer: the C library of the building machine, the users, and the folders a process may expect.
record SystemFiles(Platform platform, long seconds) {
    private static final int USER = 65532;
    private static final List<String> LIBRARIES =
            List.of("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1");

    /// What decides the content of the layer.
    Digest key() throws IOException {
        return Digest.of("1 %s %d %s".formatted(platform, seconds, Digest.of(folder().resolve("libc.so.6"))));
    }

    LayerTree in(Path root) throws IOException {
        Folders.delete(root);
        copyLibraries(root);
        writeUsers(root);
        Files.createDirectories(root.resolve("tmp"));
        Files.createDirectories(root.resolve("var/lib/registry"));
        var special =
                Map.of("tmp", new LayerTree.Special(01777, 0), "var/lib/registry", new LayerTree.Special(0755, USER));
        return new LayerTree(root, special, seconds);
    }

    private void copyLibraries(Path root) throws IOException {
        Path source = folder();
        Path target = Files.createDirectories(root.resolve(Path.of("/").relativize(source)));
        for (String library : LIBRARIES) {
            copy(source.resolve(library), target.resolve(library));
        }
        Path loader = root.resolve(platform.loader());
        Files.createDirectories(loader.getParent());
        copy(Path.of("/").resolve(platform.loader()), loader);
    }

    private static void writeUsers(Path root) throws IOException {
        Path etc = Files.createDirectories(root.resolve("etc"));
        Files.writeString(etc.resolve("passwd"), """
                root:x:0:0:root:/root:/sbin/nologin
                nonroot:x:65532:65532:nonroot:/:/sbin/nologin
                """);
        Files.writeString(etc.resolve("group"), """
                root:x:0:
                nonroot:x:65532:
                """);
        Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
    }

    /// The running Java has its own C library open, so its memory map names the folder, whatever the distribution.
    private static Path folder() throws IOException {
        try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
            return mapped.filter(line -> line.endsWith("/libc.so.6"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst()
                    .map(Path::getParent)
                    .orElseThrow(() -> new IOException("Images need a Java 25 that runs on the GNU C library."));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from.toRealPath(), to, StandardCopyOption.REPLACE_EXISTING);
        to.toFile().setExecutable(true, false);
    }
}
