package dev.berth.registry.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;

/// Closes a connection on which no byte moved for a long time. A slow transfer is not idle, since each byte counts,
/// and neither is a connection whose client has sent all and waits for us.
final class IdleConnections extends IdleStateHandler {
    private static final int MINUTES = 10;
    private boolean clientWaits;

    IdleConnections() {
        super(true, 0, 0, MINUTES, TimeUnit.MINUTES);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof LastHttpContent) {
            clientWaits = true;
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse) {
            clientWaits = false;
        }
        super.write(context, message, promise);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        if (!clientWaits) {
            var _ = context.close();
        }
    }
}
