package dev.berth.registry.netty.transfer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the bodies of large answers, one at a time per connection: what is written meanwhile waits,
/// and so does a close that the framework asks for because it believes the answer sent.
public final class TransferHandler extends ChannelDuplexHandler {
    static final String MARK = "berth-transfer";

    private static final AttributeKey<Map<String, Transfer>> REGISTERED =
            AttributeKey.valueOf(TransferHandler.class, "registered");

    private static final Logger LOG = LoggerFactory.getLogger(TransferHandler.class);

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Sending current;
    private @Nullable ChannelPromise askedToClose;

    private record Waiting(Object message, ChannelPromise promise) {}

    /// Keeps a transfer until the head that carries its mark comes by; closes it when the connection is gone.
    static String register(Channel channel, Transfer transfer) {
        var mark = UUID.randomUUID().toString();
        var registered = channel.attr(REGISTERED).get();
        registered.put(mark, transfer);
        if (!channel.isActive()) {
            closeAll(registered);
        }
        return mark;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().attr(REGISTERED).set(new ConcurrentHashMap<>());
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (current != null) {
            waiting.add(new Waiting(message, promise));
        } else if (message instanceof FullHttpResponse head && head.headers().contains(MARK)) {
            start(context, head, promise.unvoid());
        } else {
            var _ = context.write(message, promise);
        }
    }

    private void start(ChannelHandlerContext context, FullHttpResponse head, ChannelPromise promise) {
        var mark = head.headers().get(MARK);
        head.headers().remove(MARK);
        var transfer = registered(context).remove(mark);
        head.release();
        if (transfer == null) {
            var _ = promise.setFailure(new IllegalStateException("nothing is registered for this answer"));
            var _ = context.close();
            return;
        }
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, transfer.length());
        var _ = context.write(new DefaultHttpResponse(head.protocolVersion(), head.status(), head.headers()));
        var sent = context.newPromise();
        var sending = sending(context, transfer, sent);
        current = sending;
        var _ = sent.addListener(future -> {
            ended(context, sending, future.cause());
            if (future.isSuccess()) {
                promise.trySuccess();
            } else {
                promise.tryFailure(new ClosedChannelException());
            }
            afterwards(context);
        });
        sending.sendMore();
    }

    private static Sending sending(ChannelHandlerContext context, Transfer transfer, ChannelPromise promise) {
        if (transfer.source().isRemote()) {
            return new RemoteSending(context, transfer, promise);
        }
        var file = transfer.source().file();
        return file.isPresent() && context.pipeline().get(SslHandler.class) == null
                ? new KernelSending(context, transfer, file.get(), promise)
                : new BufferSending(context, transfer, promise);
    }

    private void ended(ChannelHandlerContext context, Sending sending, @Nullable Throwable cause) {
        sending.close();
        current = null;
        if (cause != null) {
            logUnlessTheClientLeft(cause);
            var _ = context.close();
        }
    }

    /// Too late for an error answer: the client notices that the connection ends early.
    private static void logUnlessTheClientLeft(Throwable cause) {
        var message = String.valueOf(cause.getMessage());
        var left = cause instanceof ClosedChannelException
                || message.contains("Broken pipe")
                || message.contains("Connection reset");
        if (!left) {
            LOG.error("an answer was cut off while it was sent", cause);
        }
    }

    private void afterwards(ChannelHandlerContext context) {
        while (current == null && !waiting.isEmpty()) {
            var next = waiting.remove();
            write(context, next.message(), next.promise());
        }
        context.flush();
        if (current == null && askedToClose != null) {
            var _ = context.close(askedToClose);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (current != null && context.channel().isWritable()) {
            current.sendMore();
            context.flush();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (current != null && context.channel().isActive()) {
            askedToClose = promise;
        } else {
            var _ = context.close(promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closeAll(registered(context));
        if (current != null) {
            current.close();
        }
        dropWaiting();
        context.fireChannelInactive();
    }

    private void dropWaiting() {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            ReferenceCountUtil.release(next.message());
            next.promise().tryFailure(new ClosedChannelException());
        }
    }

    private static Map<String, Transfer> registered(ChannelHandlerContext context) {
        return context.channel().attr(REGISTERED).get();
    }

    private static void closeAll(Map<String, Transfer> registered) {
        registered.keySet().stream()
                .map(registered::remove)
                .filter(Objects::nonNull)
                .forEach(transfer -> transfer.source().close());
    }
}
