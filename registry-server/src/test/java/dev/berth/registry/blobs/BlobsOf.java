package dev.berth.registry.blobs;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/// The blobs of one server process, over a storage that others may use too.
public record BlobsOf(Blobs blobs, Storage storage) {

    public static BlobsOf storage(Storage storage, DigestLocks locks) {
        return new BlobsOf(new Blobs(storage, new Links(storage), locks, new Holders()), storage);
    }

    /// As an upload ends.
    public Digest push(RepositoryName repository, byte[] content) {
        var digest = Digest.sha256(content);
        var folder = Layout.upload(repository, UUID.randomUUID().toString());
        storage.uploads().start(folder);
        try (var upload = storage.uploads()
                .open(folder, Optional.of(Layout.blobData(digest)))
                .orElseThrow()) {
            upload.write(ByteBuffer.wrap(content));
            blobs.adopt(repository, upload::finish, new Digests(digest, digest, content.length));
        } catch (IOException e) {
            throw StorageException.of("cannot upload", e);
        }
        return digest;
    }
}
