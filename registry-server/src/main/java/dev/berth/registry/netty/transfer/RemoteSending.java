package dev.berth.registry.netty.transfer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// Sends what another machine has: each piece is read on a virtual thread, and the next one only when the connection
/// takes more, so that two pieces are in memory at most.
final class RemoteSending implements Sending {
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final int PIECE = 256 << 10;
    private final ChannelHandlerContext context;
    private final Transfer transfer;
    private final ChannelPromise promise;
    private long done;
    private boolean reading;
    private boolean finished;
    private boolean closed;

    RemoteSending(ChannelHandlerContext context, Transfer transfer, ChannelPromise promise) {
        this.context = context;
        this.transfer = transfer;
        this.promise = promise;
    }

    @Override
    public void sendMore() {
        if (reading || finished || closed) {
            return;
        }
        if (done == transfer.length()) {
            finished = true;
            var _ = context.write(LastHttpContent.EMPTY_LAST_CONTENT, promise);
            context.flush();
        } else if (context.channel().isWritable()) {
            reading = true;
            var length = (int) Math.min(PIECE, transfer.length() - done);
            var at = transfer.position() + done;
            THREADS.execute(() -> read(length, at));
        }
    }

    /// On a thread of its own. A source that fails in whatever way ends the answer.
    private void read(int length, long at) {
        var piece = context.alloc().directBuffer(length, length);
        try {
            fill(piece, length, at);
            context.executor().execute(() -> send(piece));
        } catch (IOException | RuntimeException e) {
            piece.release();
            context.executor().execute(() -> fail(e));
        }
    }

    private void fill(ByteBuf piece, int length, long at) throws IOException {
        var target = piece.nioBuffer(0, length);
        while (target.hasRemaining()) {
            var count = transfer.source().read(target, at + target.position());
            if (count < 0) {
                throw new EOFException("content ended early");
            }
        }
        piece.writerIndex(length);
    }

    private void send(ByteBuf piece) {
        reading = false;
        if (closed) {
            piece.release();
            transfer.source().close();
            return;
        }
        done += piece.readableBytes();
        var _ = context.write(new DefaultHttpContent(piece));
        context.flush();
        sendMore();
    }

    private void fail(Exception e) {
        reading = false;
        finished = true;
        if (closed) {
            transfer.source().close();
        }
        promise.tryFailure(e);
    }

    /// A source is never closed under a read.
    @Override
    public void close() {
        closed = true;
        if (!reading) {
            transfer.source().close();
        }
    }
}
