package dev.berth.registry.netty;

import io.netty.channel.epoll.Epoll;
import java.util.HashMap;
import java.util.Map;

/// The framework's settings that the data path stands on. Whoever starts the server passes them on.
public final class ServerSettings {
    private static final int MIN_EVENT_LOOPS = 4;

    private ServerSettings() {}

    public static Map<String, Object> properties() {
        var loops = Math.max(MIN_EVENT_LOOPS, 2 * Runtime.getRuntime().availableProcessors());
        var properties = new HashMap<String, Object>();
        properties.put("micronaut.server.http-version", "1.1");
        properties.put("micronaut.server.max-request-size", Long.MAX_VALUE);
        properties.put("micronaut.server.idle-timeout", "-1s");
        properties.put("micronaut.server.multipart.enabled", false);
        properties.put("micronaut.server.netty.max-chunk-size", 1 << 20);
        properties.put("micronaut.server.netty.max-initial-line-length", 16 << 10);
        properties.put("micronaut.server.netty.max-header-size", 64 << 10);
        properties.put("micronaut.server.netty.compression-threshold", -1);
        properties.put("micronaut.server.netty.request-decompression-enabled", false);
        properties.put("micronaut.server.netty.child-options.so-keepalive", true);
        properties.put("micronaut.netty.event-loops.default.num-threads", loops);
        if (Epoll.isAvailable()) {
            properties.put("micronaut.netty.event-loops.default.transport", "epoll");
            properties.put("micronaut.netty.event-loops.parent.transport", "epoll");
        }
        return properties;
    }
}
