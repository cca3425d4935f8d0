package dev.berth.registry.netty;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes the pieces of a request body in order, on the thread that read them from the socket.
/// It must use up a piece before it returns.
@FunctionalInterface
public interface BodySink {

    void write(ByteBuffer piece) throws IOException;
}
