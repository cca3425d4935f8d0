package dev.berth.registry.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;

/// Cuts the path below which a proxy publishes the registry. Paths without it are served too, for proxies that cut it
/// themselves.
final class PathPrefix extends ChannelInboundHandlerAdapter {
    private final String prefix;

    /// The prefix begins with a slash and does not end with one.
    PathPrefix(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && request.uri().startsWith(prefix + "/")) {
            request.setUri(request.uri().substring(prefix.length()));
        }
        context.fireChannelRead(message);
    }
}
