package dev.berth.registry.netty.transfer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.EOFException;
import java.io.IOException;

/// Sends through pooled buffers, as TLS needs it: never more than the connection takes.
final class BufferSending implements Sending {
    private static final int PIECE = 128 << 10;
    private final ChannelHandlerContext context;
    private final Transfer transfer;
    private final ChannelPromise promise;
    private long done;
    private boolean finished;
    private boolean active;

    BufferSending(ChannelHandlerContext context, Transfer transfer, ChannelPromise promise) {
        this.context = context;
        this.transfer = transfer;
        this.promise = promise;
    }

    /// Writing may change the writability, which asks for more before this call is done: that call does nothing.
    @Override
    public void sendMore() {
        if (active || finished) {
            return;
        }
        active = true;
        try {
            send();
        } catch (IOException e) {
            finished = true;
            promise.tryFailure(e);
        } finally {
            active = false;
        }
    }

    private void send() throws IOException {
        while (done < transfer.length() && context.channel().isWritable()) {
            var _ = context.write(new DefaultHttpContent(nextPiece()));
            context.flush();
        }
        if (done == transfer.length()) {
            finished = true;
            var _ = context.write(LastHttpContent.EMPTY_LAST_CONTENT, promise);
        }
    }

    private ByteBuf nextPiece() throws IOException {
        var length = (int) Math.min(PIECE, transfer.length() - done);
        var piece = context.alloc().directBuffer(length, length);
        try {
            fill(piece, length);
            return piece;
        } catch (IOException e) {
            piece.release();
            throw e;
        }
    }

    private void fill(ByteBuf piece, int length) throws IOException {
        var target = piece.nioBuffer(0, length);
        while (target.hasRemaining()) {
            var count = transfer.source().read(target, transfer.position() + done);
            if (count < 0) {
                throw new EOFException("content ended early");
            }
            done += count;
        }
        piece.writerIndex(length);
    }

    @Override
    public void close() {
        transfer.source().close();
    }
}
