package dev.berth.registry.storage.filesystem;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.UploadWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The end of an upload's file. What was written stays when it is closed early.
final class FileUpload implements UploadWriter {
    private final FilesystemStorage storage;
    private final StorageKey folder;
    private final FileAppender file;

    FileUpload(FilesystemStorage storage, StorageKey folder, FileAppender file) {
        this.storage = storage;
        this.folder = folder;
        this.file = file;
    }

    @Override
    public long size() {
        return file.position();
    }

    @Override
    public Optional<Digest> digest() {
        return Optional.empty();
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        file.write(source);
    }

    @Override
    public CompletableFuture<?> room() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public StoredContent content() {
        return storage.open(FileUploads.data(folder))
                .orElseThrow(() -> new StorageException("the upload " + folder + " has vanished"));
    }

    @Override
    public void keep(Optional<Digest> digest) {
        // the file has it
    }

    @Override
    public void finish(StorageKey target) {
        try {
            file.sync();
        } catch (IOException e) {
            throw StorageException.of("cannot sync the upload " + folder, e);
        }
        storage.touch(FileUploads.data(folder));
        storage.move(FileUploads.data(folder), target);
        storage.delete(folder);
    }

    @Override
    public void discard() {
        storage.delete(folder);
    }

    @Override
    public void close() {
        file.close();
    }
}
