package dev.berth.registry.netty.traffic;

import io.micronaut.http.MutableHttpResponse;

/// Carries the name of a request's user to the observers, on the answer's way out.
public final class TrafficUser {
    static final String MARK = "berth-user";

    private TrafficUser() {}

    /// The name must be printable ASCII.
    public static void mark(MutableHttpResponse<?> response, String user) {
        if (!user.isEmpty()) {
            response.header(MARK, user);
        }
    }
}
