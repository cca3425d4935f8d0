package dev.berth.registry.archives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder on disk. Links out of it are not followed.
record FolderArchive(Path root) implements Archive {

    @Override
    public boolean has(String path) {
        return Files.isRegularFile(root.resolve(path));
    }

    @Override
    public long size(String path) throws IOException {
        return Files.size(file(path));
    }

    @Override
    public InputStream read(String path) throws IOException {
        return Files.newInputStream(file(path));
    }

    private Path file(String path) throws IOException {
        Path file = root.resolve(path).normalize();
        if (!Files.isRegularFile(file)) {
            throw new ArchiveException(path + " is missing");
        }
        if (!file.toRealPath().startsWith(root)) {
            throw new ArchiveException(path + " leads out of the folder");
        }
        return file;
    }

    @Override
    public void close() {}
}
