package dev.berth.registry.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The open end of a growing object. What was written stays when it is closed early.
public interface StoredAppender extends AutoCloseable {

    long position();

    /// Writes all that remains in the buffer.
    void write(ByteBuffer source) throws IOException;

    /// After this, what was written survives a power cut.
    void sync() throws IOException;

    @Override
    void close();
}
