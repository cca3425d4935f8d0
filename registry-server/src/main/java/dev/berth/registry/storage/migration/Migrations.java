package dev.berth.registry.storage.migration;

import dev.berth.registry.storage.Storage;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The move of this process's storage, where there is one.
@Singleton
public final class Migrations {
    private final MigrationConfig config;
    private final Clock clock;
    private volatile @Nullable Migration current;

    Migrations(MigrationConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /// What the registry works on while it moves to `present`. Nothing is copied before the start.
    public Storage moving(Storage former, Storage present) {
        var storage = new MigratingStorage(former, present);
        current = new Migration(storage, config, clock);
        return storage;
    }

    /// Begins to copy, or goes on.
    public void start() {
        current().ifPresent(Migration::start);
    }

    /// Empty where nothing moves.
    public Optional<Migration> current() {
        return Optional.ofNullable(current);
    }

    /// Whether there is content that only the former storage has, so that no collection can know what lives.
    public boolean isUnderWay() {
        return current().filter(migration -> !migration.isCompleted()).isPresent();
    }

    @PreDestroy
    void close() {
        current().ifPresent(Migration::close);
    }
}
