package dev.berth.registry.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;

/// Puts the API version and the configured headers on every answer, whoever made it.
final class ResponseHeaders extends ChannelOutboundHandlerAdapter {
    private static final String API_VERSION = "Docker-Distribution-API-Version";
    private final ResponseHeadersConfig config;

    ResponseHeaders(ResponseHeadersConfig config) {
        this.config = config;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse head && head.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            head.headers().set(API_VERSION, "registry/2.0");
            config.headers().forEach(head.headers()::set);
        }
        var _ = context.write(message, promise);
    }
}
