package dev.berth.registry.netty;

import io.micronaut.buffer.netty.NettyReadBufferFactory;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.http.body.stream.BaseStreamingByteBody;
import io.micronaut.http.body.stream.BufferConsumer;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One body on its way into its sink. Confined to one thread; only the result is shared.
final class BodyCopy implements BufferConsumer {
    private final BodySink sink;
    private final Executor thread;
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private @Nullable Upstream upstream;
    private long copied;

    /// Tells the sink's failure from the connection's.
    static final class SinkFailure extends Exception {
        private final IOException reason;

        SinkFailure(IOException reason) {
            super(reason);
            this.reason = reason;
        }

        IOException reason() {
            return reason;
        }
    }

    /// What is left to do later is done on the thread that reads the body.
    BodyCopy(BodySink sink, Executor thread) {
        this.sink = sink;
        this.thread = thread;
    }

    CompletableFuture<Long> result() {
        return result;
    }

    /// What came before the claim is handed over inside it, and is acknowledged after it.
    void claim(BaseStreamingByteBody<?> body) {
        try {
            var claimed = body.primary(this);
            upstream = claimed;
            claimed.start();
            if (result.isCompletedExceptionally()) {
                discardTheRest();
            } else if (copied > 0) {
                acknowledge(claimed, copied);
            }
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    @Override
    public void add(ReadBuffer piece) {
        var buffer = NettyReadBufferFactory.toByteBuf(piece);
        try {
            if (!result.isDone()) {
                store(buffer);
            }
        } catch (IOException e) {
            fail(new SinkFailure(e));
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            buffer.release();
        }
    }

    private void store(ByteBuf buffer) throws IOException {
        var length = buffer.readableBytes();
        for (var part : buffer.nioBuffers()) {
            sink.write(part);
        }
        copied += length;
        if (upstream != null) {
            acknowledge(upstream, length);
        }
    }

    /// More is sent by those who know that what they sent has found its place.
    private void acknowledge(Upstream sender, long length) {
        var room = sink.room();
        if (room.isDone()) {
            sender.onBytesConsumed(length);
        } else {
            var _ = room.whenCompleteAsync((_, _) -> sender.onBytesConsumed(length), thread);
        }
    }

    private void fail(Exception e) {
        result.completeExceptionally(e);
        discardTheRest();
    }

    private void discardTheRest() {
        if (upstream != null) {
            upstream.allowDiscard();
            upstream.disregardBackpressure();
        }
    }

    @Override
    public void complete() {
        result.complete(copied);
    }

    @Override
    public void error(Throwable e) {
        result.completeExceptionally(e);
    }
}
