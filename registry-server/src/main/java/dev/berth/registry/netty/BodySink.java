package dev.berth.registry.netty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/// Takes the pieces of a request body in order, on the thread that read them from the socket.
/// It must use up a piece before it returns.
@FunctionalInterface
public interface BodySink {
    CompletableFuture<?> READY = CompletableFuture.completedFuture(null);

    void write(ByteBuffer piece) throws IOException;

    /// Done when more may come. Until then the socket is left alone once its window is full.
    default CompletableFuture<?> room() {
        return READY;
    }
}
