package dev.berth.operator.endpoint;

import java.util.Optional;

/// Reads how a server's move to another storage stands.
@FunctionalInterface
public interface MigrationReports {
    /// Empty when the server moves nowhere or can't be asked now.
    Optional<MigrationReport> current(Target target, String token);
}
