package dev.berth.images;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A folder that becomes a layer: owned by root, readable by all, in sorted order, except for the `special` folders.
record LayerTree(Path root, Map<String, Special> special, long seconds) {

    /// What sets one folder apart from the others.
    record Special(int mode, int owner) {}

    LayerTree(Path root, long seconds) {
        this(root, Map.of(), seconds);
    }

    /// Writes the compressed layer; both digests are computed on the way.
    Layer writeTo(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var compressed = Digest.sha256();
        var plain = Digest.sha256();
        try (OutputStream bytes = new DigestOutputStream(Files.newOutputStream(file), compressed);
                OutputStream content = new DigestOutputStream(new GZIPOutputStream(bytes, 1 << 16), plain);
                var tar = new TarStream(content, seconds)) {
            for (Path path : sortedPaths()) {
                write(path, tar);
            }
        }
        return new Layer(file, Digest.finished(compressed), Digest.finished(plain), Files.size(file));
    }

    private List<Path> sortedPaths() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> !path.equals(root)).sorted().toList();
        }
    }

    private void write(Path path, TarStream tar) throws IOException {
        String name = root.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
            tar.link(name, Files.readSymbolicLink(path).toString());
        } else if (Files.isDirectory(path)) {
            Special folder = special.getOrDefault(name, new Special(0755, 0));
            tar.folder(name, folder.mode(), folder.owner());
        } else {
            tar.file(name, path, isProgram(path) ? 0755 : 0644);
        }
    }

    /// Asks the permission bits: root may execute what nobody may.
    private static boolean isProgram(Path path) throws IOException {
        return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
