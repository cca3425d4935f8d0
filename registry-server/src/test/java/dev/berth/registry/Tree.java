package dev.berth.registry;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The files of a registry, to look at and to damage.
public record Tree(Path root) {

    public Path blob(Digest digest) {
        return at(Layout.blobData(digest));
    }

    public Path layerLink(String repository, Digest digest) {
        return at(Layout.layerLink(RepositoryName.parse(repository), digest));
    }

    public Path revisionLink(String repository, Digest digest) {
        return at(Layout.revisionLink(RepositoryName.parse(repository), digest));
    }

    public Path tagLink(String repository, String tag) {
        return at(Layout.tagCurrentLink(RepositoryName.parse(repository), Tag.parse(tag)));
    }

    /// A file by its path below the folder of a repository.
    public Path inRepository(String repository, String path) {
        return at(Layout.repository(RepositoryName.parse(repository))).resolve(path);
    }

    public Path v2() {
        return root.resolve("docker/registry/v2");
    }

    public Path at(StorageKey key) {
        return root.resolve(key.toString());
    }

    /// Writes a file, and the folders above it.
    public static Path write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Cuts a file off in its middle.
    public static void truncate(Path file) {
        try {
            var content = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(content, content.length / 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
