package dev.berth.registry.netty.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Counts what passes one connection. Answers come in the order of their requests, so the oldest open exchange is the
/// one being answered.
final class TrafficMeter extends ChannelDuplexHandler {
    private final List<RequestObserver> observers;
    private final RequestTracer tracer;
    private final Deque<Exchange> open = new ArrayDeque<>();

    TrafficMeter(List<RequestObserver> observers, RequestTracer tracer) {
        this.observers = observers;
        this.tracer = tracer;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            open.addLast(Exchange.of(request, context.channel().remoteAddress(), tracer));
            observers.forEach(RequestObserver::started);
        }
        if (message instanceof ByteBufHolder part && !open.isEmpty()) {
            open.getLast().received(part.content().readableBytes());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        Exchange exchange = open.peekFirst();
        if (exchange == null || isInterim(message)) {
            var _ = context.write(message, promise);
            return;
        }
        if (message instanceof HttpResponse head) {
            exchange.answered(head);
        }
        long bytes = bytes(message);
        boolean last = message instanceof LastHttpContent;
        ChannelPromise told = promise.unvoid();
        if (last) {
            open.removeFirst();
        }
        var _ = told.addListener(written -> {
            exchange.sent(written.isSuccess() ? bytes : 0);
            if (last) {
                finish(exchange, written.isSuccess());
            }
        });
        var _ = context.write(message, told);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        while (!open.isEmpty()) {
            finish(open.removeFirst(), false);
        }
        context.fireChannelInactive();
    }

    private void finish(Exchange exchange, boolean complete) {
        FinishedRequest request = exchange.finished(complete);
        observers.forEach(observer -> observer.finished(request));
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse head && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private static long bytes(Object message) {
        return switch (message) {
            case ByteBufHolder part -> part.content().readableBytes();
            case ByteBuf part -> part.readableBytes();
            case FileRegion part -> part.count();
            default -> 0;
        };
    }
}
