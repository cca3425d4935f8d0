package dev.berth.registry.gc.races;

import dev.berth.registry.s3.ObjectServers;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.s3.S3Storage;
import dev.berth.registry.storage.s3.bucket.S3Config;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Three replicas that share a bucket, and are asked in turn. Each test has a bucket of its own.
abstract class S3Replicas implements RacedStorage {
    private static final int REPLICAS = 3;
    private final List<S3Storage> opened = new ArrayList<>();
    private final S3Config config = ObjectServers.VERSITYGW.newBucket();
    private int turn;

    @BeforeEach
    void open() {
        while (opened.size() < REPLICAS) {
            open(config, Clock.systemUTC());
        }
    }

    @AfterEach
    void close() {
        opened.forEach(S3Storage::close);
    }

    @Override
    public S3Storage storage() {
        return opened.get(turn++ % REPLICAS);
    }

    /// Whoever collects has a lease before, and so has heard from the service what its clock says.
    @Override
    public S3Storage withWrongClock(Duration by) {
        S3Storage storage = open(config, Clock.offset(Clock.systemUTC(), by));
        storage.list(Layout.collectorLeases());
        return storage;
    }

    /// A replica that asks the service at another address.
    S3Storage at(String endpoint) {
        S3Config.Place place = config.place();
        S3Config.Place there = new S3Config.Place(
                place.bucket(), place.folder(), place.region(), Optional.of(endpoint), true, false, false, false);
        return open(with(there, config.limits()), Clock.systemUTC());
    }

    /// A replica that remembers for so long that there are no tombstones.
    S3Storage remembering(Duration memory) {
        S3Config.Limits limits = config.limits();
        S3Config.Limits longer =
                new S3Config.Limits(limits.spool(), limits.inFlight(), limits.patience(), memory, limits.replicas());
        return open(with(config.place(), longer), Clock.systemUTC());
    }

    private S3Config with(S3Config.Place place, S3Config.Limits limits) {
        return new S3Config(place, config.access(), config.encoding(), config.parts(), Optional.empty(), false, limits);
    }

    private S3Storage open(S3Config replica, Clock clock) {
        S3Storage storage = new S3Storage(replica, clock);
        opened.add(storage);
        return storage;
    }

    @Override
    public Path root() {
        return ObjectServers.VERSITYGW.folderOf(config);
    }
}
