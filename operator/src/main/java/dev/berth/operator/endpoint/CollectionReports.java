package dev.berth.operator.endpoint;

import java.util.Optional;

/// Reads the report of a server's last garbage collection.
@FunctionalInterface
public interface CollectionReports {
    /// Empty when the server has none or can't be asked now.
    Optional<CollectionReport> latest(Target target, String token);
}
