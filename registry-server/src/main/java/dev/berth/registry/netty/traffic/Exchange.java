package dev.berth.registry.netty.traffic;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request and its answer while they pass. Belongs to the thread of its connection.
final class Exchange {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final int LONGEST = 256;

    private final long start = System.nanoTime();
    private final HttpRequest request;
    private final String remote;
    private final String requestId;
    private final RequestTracer.Trace trace;
    private String user = "";
    private int status = FinishedRequest.CLIENT_LEFT;
    private long received;
    private long sent;

    private Exchange(HttpRequest request, String remote, RequestTracer tracer) {
        this.request = request;
        this.remote = remote;
        String given = header(request, REQUEST_ID);
        this.requestId = given.isEmpty() ? UUID.randomUUID().toString() : given;
        // So that all that is told of this request names it alike.
        request.headers().set(REQUEST_ID, requestId);
        this.trace = tracer.started(new ArrivedRequest(request));
    }

    static Exchange of(HttpRequest request, @Nullable SocketAddress remote, RequestTracer tracer) {
        return new Exchange(
                request, remote instanceof InetSocketAddress internet ? internet.getHostString() : "", tracer);
    }

    void received(long bytes) {
        received += bytes;
    }

    void sent(long bytes) {
        sent += bytes;
    }

    /// Takes the user's name out of the answer, so that no client sees the mark.
    void answered(HttpResponse head) {
        status = head.status().code();
        String named = head.headers().get(TrafficUser.MARK);
        if (named != null) {
            user = named;
            head.headers().remove(TrafficUser.MARK);
        }
    }

    /// Ends the exchange, and its part of a trace.
    FinishedRequest finished(boolean complete) {
        FinishedRequest finished = describe(complete);
        trace.finished(finished);
        return finished;
    }

    private FinishedRequest describe(boolean complete) {
        return new FinishedRequest(
                request.method().name(),
                path(request.uri()),
                complete ? status : FinishedRequest.CLIENT_LEFT,
                received,
                sent,
                Duration.ofNanos(System.nanoTime() - start),
                user,
                remote,
                requestId,
                trace.id(),
                header(request, HttpHeaderNames.USER_AGENT.toString()));
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return shortened(query < 0 ? uri : uri.substring(0, query));
    }

    private static String header(HttpRequest request, String name) {
        String value = request.headers().get(name);
        return value == null ? "" : shortened(value);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
