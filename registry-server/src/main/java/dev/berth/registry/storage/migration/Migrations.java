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
    private volatile @Nullable MigrationReport ended;

    Migrations(MigrationConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /// What the registry works on while it moves to `present`: both, or that alone once all is there. Nothing is copied
    /// before the start. Throws where `present` holds anything that did not come from there.
    public Storage moving(Storage former, Storage present, String from) {
        var arrival = new Arrival(present);
        ended = arrival.ended(from).orElse(null);
        if (ended != null) {
            return present;
        }
        arrival.begin(from);
        Arrival.leave(former);
        var storage = new MigratingStorage(former, present);
        current = new Migration(storage, config, clock);
        return storage;
    }

    /// Begins to copy, or goes on.
    public void start() {
        current().ifPresent(Migration::start);
    }

    private Optional<Migration> current() {
        return Optional.ofNullable(current);
    }

    /// How it stands, or how it ended. Empty where nothing moves.
    public Optional<MigrationReport> report() {
        return current().map(Migration::report).or(() -> Optional.ofNullable(ended));
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
