package dev.berth.registry.netty.transfer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// Lets the kernel send from the file. Cut in pieces, so that progress is seen while a long answer is sent.
final class KernelSending implements Sending {
    private static final long PIECE = 16L << 20;
    private final ChannelHandlerContext context;
    private final Transfer transfer;
    private final FileChannel file;
    private final ChannelPromise promise;
    private boolean written;

    KernelSending(ChannelHandlerContext context, Transfer transfer, FileChannel file, ChannelPromise promise) {
        this.context = context;
        this.transfer = transfer;
        this.file = file;
        this.promise = promise;
    }

    /// All pieces at once: they hold no memory.
    @Override
    public void sendMore() {
        if (written) {
            return;
        }
        written = true;
        for (var done = 0L; done < transfer.length(); done += PIECE) {
            var length = Math.min(PIECE, transfer.length() - done);
            var _ = context.write(new Region(file, transfer.position() + done, length))
                    .addListener(this::failWithIt);
        }
        var _ = context.write(LastHttpContent.EMPTY_LAST_CONTENT).addListener(this::finish);
    }

    private void finish(Future<?> last) {
        if (last.isSuccess()) {
            promise.trySuccess();
        } else {
            promise.tryFailure(Objects.requireNonNull(last.cause()));
        }
    }

    private void failWithIt(Future<?> piece) {
        if (piece.cause() != null) {
            promise.tryFailure(piece.cause());
        }
    }

    @Override
    public void close() {
        transfer.source().close();
    }

    /// Leaves the file open for the pieces that follow.
    private static final class Region extends DefaultFileRegion {
        Region(FileChannel file, long position, long count) {
            super(file, position, count);
        }

        @Override
        protected void deallocate() {
            // the source is closed once, after the last piece
        }
    }
}
