package dev.berth.registry.http;

import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.RepositoryName;
import io.micronaut.http.HttpRequest;

/// Who sent a request and what else it may do, for endpoints that touch more than the repository in their path.
public interface Caller {
    String ATTRIBUTE = "dev.berth.caller";

    /// Empty for one without credentials.
    String user();

    boolean may(Action action, RepositoryName repository);

    /// Whether a list may show this repository.
    boolean sees(RepositoryName repository);

    /// Known once access was decided, which is before any endpoint is called.
    static Caller of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Caller.class)
                .orElseThrow(() -> new IllegalStateException("access to " + request.getPath() + " was not decided"));
    }
}
