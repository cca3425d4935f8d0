package dev.berth.operator.endpoint;

import java.util.Optional;

/// Asks one server of a Registry why it is not ready. It sends no credentials.
@FunctionalInterface
public interface ServerHealth {
    /// The server's own words, in one line; empty when it is ready or doesn't answer.
    Optional<String> complaint(String address);
}
