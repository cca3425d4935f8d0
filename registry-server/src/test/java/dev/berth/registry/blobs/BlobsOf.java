package dev.berth.registry.blobs;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/// The blobs of one server process, over a storage that others may use too.
public record BlobsOf(Blobs blobs, Storage storage) {

    public static BlobsOf storage(Storage storage, DigestLocks locks) {
        return new BlobsOf(new Blobs(storage, new Links(storage), locks, new Holders()), storage);
    }

    /// As an upload ends.
    public Digest push(RepositoryName repository, byte[] content) {
        var digest = Digest.sha256(content);
        var file = Layout.uploadData(repository, UUID.randomUUID().toString());
        try (var upload = storage.append(file, 0)) {
            upload.write(ByteBuffer.wrap(content));
            upload.sync();
        } catch (IOException e) {
            throw StorageException.of("cannot upload", e);
        }
        blobs.adopt(repository, file, new Digests(digest, digest, content.length));
        storage.delete(file.parent());
        return digest;
    }
}
