package dev.berth.registry.netty;

import dev.berth.registry.netty.transfer.TransferHandler;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;

/// Puts our handlers into the pipeline of each connection, in front of the framework's own.
@Singleton
final class ConnectionSetup implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private static final int LARGEST_READ = 256 << 10;
    private final ResponseHeadersConfig headers;
    private final PathPrefixConfig prefix;

    ConnectionSetup(ResponseHeadersConfig headers, PathPrefixConfig prefix) {
        this.headers = headers;
        this.prefix = prefix;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        var registry = event.getBean();
        registry.register(new ForListener());
        return registry;
    }

    private final class ForListener implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new ForConnection(channel) : this;
        }
    }

    private final class ForConnection implements NettyServerCustomizer {
        private final Channel channel;

        ForConnection(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void onStreamPipelineBuilt() {
            channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(1024, 8192, LARGEST_READ));
            var inbound = ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;
            channel.pipeline()
                    .addFirst("berth-close", new LingeringClose())
                    .addBefore(inbound, "berth-headers", new ResponseHeaders(headers))
                    .addBefore(inbound, "berth-idle", new IdleConnections())
                    .addBefore(inbound, "berth-transfer", new TransferHandler());
            if (!prefix.prefix().isEmpty()) {
                channel.pipeline()
                        .addAfter(
                                ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                                "berth-prefix",
                                new PathPrefix(prefix.prefix()));
            }
        }
    }
}
