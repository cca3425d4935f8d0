package dev.berth.registry.storage;

import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The open end of an upload. It is kept, finished or discarded; without either, all that was written may be lost.
public interface UploadWriter extends AutoCloseable {

    /// How much the upload holds, with what was written by this.
    long size();

    /// The digest of what it held when it was opened, where the request before has left it.
    Optional<Digest> digest();

    /// Writes all that remains in the buffer, without waiting for more than a disk.
    void write(ByteBuffer source) throws IOException;

    /// Done when there is room for more. Whoever writes on before must not do so for long.
    CompletableFuture<?> room();

    /// All that was written, from its start.
    StoredContent content();

    /// Leaves all that was written to the next request, with its digest where it is known.
    void keep(Optional<Digest> digest);

    /// All that was written becomes the content of this object, atomically and durably; the upload is no more.
    void finish(StorageKey target);

    /// The upload is no more.
    void discard();

    @Override
    void close();
}
