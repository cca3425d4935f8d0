package dev.berth.registry.storage.filesystem;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;
import dev.berth.registry.storage.UploadStorage;
import dev.berth.registry.storage.UploadWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Uploads as files that grow, in distribution's folders.
final class FileUploads implements UploadStorage {
    private final FilesystemStorage storage;

    FileUploads(FilesystemStorage storage) {
        this.storage = storage;
    }

    @Override
    public void start(StorageKey folder) {
        storage.append(data(folder), 0).close();
        var now = storage.now().truncatedTo(ChronoUnit.SECONDS).toString();
        try (var startedAt = storage.append(folder.child("startedat"), 0)) {
            startedAt.write(ByteBuffer.wrap(now.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw StorageException.of("cannot start the upload " + folder, e);
        }
    }

    @Override
    public Optional<Long> size(StorageKey folder) {
        return storage.stat(data(folder)).map(StoredObject::size);
    }

    @Override
    public Optional<UploadWriter> open(StorageKey folder, Optional<StorageKey> target) {
        return size(folder).map(size -> new FileUpload(storage, folder, storage.append(data(folder), size)));
    }

    @Override
    public void remove(StorageKey folder) {
        storage.delete(folder);
    }

    @Override
    public void removeLost(Instant horizon) {
        // whatever there is lies in an upload's folder
    }

    static StorageKey data(StorageKey folder) {
        return folder.child("data");
    }
}
