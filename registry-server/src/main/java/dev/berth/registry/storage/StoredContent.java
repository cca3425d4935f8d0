package dev.berth.registry.storage;

import dev.berth.registry.oci.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/// An open object. Closing is the duty of whoever opened it.
public interface StoredContent extends AutoCloseable {

    long size();

    /// Reads at a position; returns the number of bytes, or -1 at the end.
    int read(ByteBuffer target, long position) throws IOException;

    /// Whether a read may take long, for it asks another machine.
    default boolean isRemote() {
        return false;
    }

    /// The file behind the object, for a transfer inside the kernel. Empty when there is no such file.
    default Optional<FileChannel> file() {
        return Optional.empty();
    }

    /// The whole content of a small object; fails when it is larger than `limit`.
    default byte[] readAll(int limit) {
        if (size() > limit) {
            throw new StorageException("object of " + size() + " bytes is larger than " + limit);
        }
        var buffer = ByteBuffer.allocate((int) size());
        try {
            while (buffer.hasRemaining() && read(buffer, buffer.position()) >= 0) {}
        } catch (IOException e) {
            throw StorageException.of("cannot read an object", e);
        }
        return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
    }

    /// The content as a stream, which does not close this object.
    default InputStream stream() {
        return new StoredContentStream(this);
    }

    @Override
    void close();
}
