package dev.berth.registry.metrics;

import dev.berth.registry.netty.traffic.FinishedRequest;
import dev.berth.registry.netty.traffic.RequestObserver;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line for each request, when it has ended.
@Singleton
final class AccessLog implements RequestObserver {
    private static final Logger LOG = LoggerFactory.getLogger("access");
    private final boolean disabled;

    AccessLog(AccessLogConfig config) {
        this.disabled = config.disabled();
    }

    @Override
    public void started() {}

    @Override
    public void finished(FinishedRequest request) {
        if (disabled) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("method", request.method())
                .addKeyValue("path", request.path())
                .addKeyValue("status", request.status())
                .addKeyValue("received", request.requestBytes())
                .addKeyValue("bytes", request.responseBytes())
                .addKeyValue("seconds", request.duration().toMillis() / 1000.0)
                .addKeyValue("user", request.user())
                .addKeyValue("remote", request.remote())
                .addKeyValue("request", request.requestId())
                .addKeyValue("agent", request.userAgent())
                .log("request");
    }
}
