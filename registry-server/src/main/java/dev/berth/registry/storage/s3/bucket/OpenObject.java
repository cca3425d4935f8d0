package dev.berth.registry.storage.s3.bucket;

import dev.berth.registry.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;

/// An object that is being read. Giving up in between costs its connection, reading on to the end would cost more.
public record OpenObject(StoredObject object, InputStream stream, Runnable abort) implements AutoCloseable {

    /// Reads a small object to its end.
    public byte[] readAll() throws IOException {
        try (stream) {
            return stream.readAllBytes();
        }
    }

    @Override
    public void close() {
        abort.run();
    }
}
