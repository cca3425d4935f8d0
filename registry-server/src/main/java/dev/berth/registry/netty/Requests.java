package dev.berth.registry.netty;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;

/// Finds the connection below a request.
public final class Requests {

    private Requests() {}

    public static HttpRequest<?> unwrap(HttpRequest<?> request) {
        var inner = request;
        while (inner instanceof HttpRequestWrapper<?> wrapper) {
            inner = wrapper.getDelegate();
        }
        return inner;
    }

    public static Channel channel(HttpRequest<?> request) {
        return ((NettyHttpRequest<?>) unwrap(request))
                .getChannelHandlerContext()
                .channel();
    }
}
