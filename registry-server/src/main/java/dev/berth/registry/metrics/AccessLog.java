package dev.berth.registry.metrics;

import dev.berth.registry.netty.traffic.FinishedRequest;
import dev.berth.registry.netty.traffic.RequestObserver;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

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
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("method", request.method())
                .addKeyValue("path", request.path())
                .addKeyValue("status", request.status())
                .addKeyValue("received", request.requestBytes())
                .addKeyValue("bytes", request.responseBytes())
                .addKeyValue("seconds", request.duration().toMillis() / 1000.0)
                .addKeyValue("user", request.user())
                .addKeyValue("remote", request.remote())
                .addKeyValue("request", request.requestId())
                .addKeyValue("agent", request.userAgent());
        (request.traceId().isEmpty() ? line : line.addKeyValue("trace_id", request.traceId())).log("request");
    }
}
