package dev.berth.registry.http;

import dev.berth.registry.events.Cause;
import dev.berth.registry.events.RegistryEvent;
import dev.berth.registry.events.RegistryEvents;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells what a request has done, and who sent it.
@Singleton
public final class RequestEvents {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");
    private final RegistryEvents events;
    private final Locations locations;

    public RequestEvents(RegistryEvents events, Locations locations) {
        this.events = events;
        this.locations = locations;
    }

    public void publish(HttpRequest<?> request, RegistryEvent event) {
        events.publish(event, cause(request));
    }

    private Cause cause(HttpRequest<?> request) {
        return new Cause(
                header(request, "X-Request-Id"),
                address(request),
                header(request, HttpHeaders.HOST),
                request.getMethodName(),
                header(request, HttpHeaders.USER_AGENT),
                Caller.of(request).user(),
                locations.absolute(request, ""));
    }

    /// The client's, as the first proxy saw it, else that of the connection.
    private static String address(HttpRequest<?> request) {
        return forwarded(header(request, "X-Forwarded-For"))
                .or(() -> forwarded(header(request, "X-Real-Ip")))
                .orElseGet(() -> connection(request));
    }

    private static Optional<String> forwarded(String header) {
        return Optional.of(header.split(",", 2)[0].strip())
                .filter(text -> ADDRESS.matcher(text).matches());
    }

    private static String connection(HttpRequest<?> request) {
        var remote = request.getRemoteAddress();
        if (remote == null) {
            return "";
        }
        var host = remote.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + remote.getPort();
    }

    private static String header(HttpRequest<?> request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
    }
}
