package dev.berth.registry.netty.traffic;

import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// The head of a request that has just arrived. Its headers may still be changed, for all that come after.
public final class ArrivedRequest {
    private final HttpRequest request;

    ArrivedRequest(HttpRequest request) {
        this.request = request;
    }

    public @Nullable String header(String name) {
        return request.headers().get(name);
    }

    public void setHeader(String name, String value) {
        request.headers().set(name, value);
    }
}
