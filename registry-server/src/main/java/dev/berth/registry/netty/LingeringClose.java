package dev.berth.registry.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Ends our half of a connection first, and the rest once the client has ended its own, or shortly after. Otherwise
/// the client's last bytes (the end of TLS, the rest of a refused body) would meet a closed socket: the kernel answers
/// with a reset, which can overtake our answer and which tunnels such as a port-forward take for a failure.
final class LingeringClose extends ChannelDuplexHandler {
    private static final int MILLIS = 500;
    private boolean lingering;

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (lingering
                || !(context.channel() instanceof DuplexChannel channel)
                || !channel.isActive()
                || channel.isOutputShutdown()) {
            var _ = context.close(promise);
            return;
        }
        lingering = true;
        var _ = channel.closeFuture().addListener(_ -> promise.trySuccess());
        var _ = channel.shutdownOutput().addListener(ended -> waitForTheClient(context, ended));
    }

    private static void waitForTheClient(ChannelHandlerContext context, Future<?> ended) {
        if (!ended.isSuccess()) {
            end(context);
            return;
        }
        context.channel().config().setAutoRead(true);
        var timer = context.executor().schedule(() -> end(context), MILLIS, TimeUnit.MILLISECONDS);
        var _ = context.channel().closeFuture().addListener(_ -> timer.cancel(false));
    }

    private static void end(ChannelHandlerContext context) {
        var _ = context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (lingering) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }
}
