package dev.berth.registry.netty.traffic;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.List;

/// Puts a meter next to the wire on each connection.
@Singleton
final class TrafficSetup implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final List<RequestObserver> observers;
    private final RequestTracer tracer;

    TrafficSetup(List<RequestObserver> observers, RequestTracer tracer) {
        this.observers = List.copyOf(observers);
        this.tracer = tracer;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new ForListener());
        return event.getBean();
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
            channel.pipeline()
                    .addAfter(
                            ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                            "berth-traffic",
                            new TrafficMeter(observers, tracer));
        }
    }
}
