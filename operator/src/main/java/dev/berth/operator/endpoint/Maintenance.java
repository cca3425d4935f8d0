package dev.berth.operator.endpoint;

import java.util.Optional;

/// What a server tells whoever has its maintenance token. Each answer is empty when the server has none, or can't be
/// asked now.
public interface Maintenance {
    /// Its last garbage collection that has ended.
    Optional<CollectionReport> collection(Target target, String token);

    /// How its move to another storage stands.
    Optional<MigrationReport> migration(Target target, String token);

    /// What its storage can do.
    Optional<StorageReport> storage(Target target, String token);
}
