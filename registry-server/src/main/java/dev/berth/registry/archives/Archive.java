package dev.berth.registry.archives;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files by their paths. A path has `/` between its parts and leads nowhere else.
interface Archive extends AutoCloseable {
    int MAX_DOCUMENT = 4 << 20;
    JsonMapper JSON = JsonMapper.builder().build();

    /// A folder, a tar file, or a tar file that gzip has compressed.
    static Archive open(Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new ArchiveException(source + " does not exist");
        }
        return Files.isDirectory(source) ? new FolderArchive(source.toRealPath()) : TarArchive.open(source);
    }

    boolean has(String path);

    /// The length of a file. Throws [ArchiveException] when there is none.
    long size(String path) throws IOException;

    InputStream read(String path) throws IOException;

    /// A small file as a whole.
    default byte[] readAll(String path, int limit) throws IOException {
        if (size(path) > limit) {
            throw new ArchiveException(path + " has " + size(path) + " bytes; at most " + limit + " are read");
        }
        try (InputStream content = read(path)) {
            return content.readNBytes(limit);
        }
    }

    default JsonNode json(String path) throws IOException {
        byte[] text = readAll(path, MAX_DOCUMENT);
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            throw new ArchiveException(path + " is not JSON");
        }
    }

    @Override
    void close() throws IOException;
}
