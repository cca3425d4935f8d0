package dev.berth.registry.netty.traffic;

import java.time.Duration;

/// One request as it ended. The status is 499 when the client left before it had its answer. The trace
/// is empty when there is none. Texts come from the
/// client, unchecked.
public record FinishedRequest(
        String method,
        String path,
        int status,
        long requestBytes,
        long responseBytes,
        Duration duration,
        String user,
        String remote,
        String requestId,
        String traceId,
        String userAgent) {
    public static final int CLIENT_LEFT = 499;
}
