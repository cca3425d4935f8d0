package dev.berth.registry.metrics;

import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StorageSpace;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.StoredObject;
import dev.berth.registry.storage.UploadStorage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A storage whose actions are timed, under distribution's name for that metric.
final class TimedStorage implements Storage {
    private final Storage storage;
    private final Timer stat;
    private final Timer open;
    private final Timer write;
    private final TimedUploads uploads;
    private final Timer move;
    private final Timer delete;
    private final Timer touch;
    private final Timer list;

    TimedStorage(Storage storage, MeterRegistry meters) {
        this.storage = storage;
        this.stat = timer(meters, storage.driver(), "Stat");
        this.open = timer(meters, storage.driver(), "Reader");
        this.write = timer(meters, storage.driver(), "PutContent");
        this.uploads = new TimedUploads(storage.uploads(), timer(meters, storage.driver(), "Writer"));
        this.move = timer(meters, storage.driver(), "Move");
        this.delete = timer(meters, storage.driver(), "Delete");
        this.touch = timer(meters, storage.driver(), "Touch");
        this.list = timer(meters, storage.driver(), "List");
    }

    @Override
    public Optional<StorageSpace> space() {
        return storage.space();
    }

    @Override
    public Optional<StoredObject> stat(StorageKey key) {
        return timed(stat, () -> storage.stat(key));
    }

    @Override
    public Optional<StoredContent> open(StorageKey key) {
        return timed(open, () -> storage.open(key));
    }

    @Override
    public void write(StorageKey key, byte[] content) {
        write.record(() -> storage.write(key, content));
    }

    @Override
    public boolean create(StorageKey key, byte[] content) {
        return timed(write, () -> storage.create(key, content));
    }

    @Override
    public boolean delete(StorageKey key, StoredObject seen) {
        return timed(delete, () -> storage.delete(key, seen));
    }

    @Override
    public void prune(StorageKey folder) {
        delete.record(() -> storage.prune(folder));
    }

    @Override
    public Instant now() {
        return storage.now();
    }

    @Override
    public Condemned condemned() {
        return storage.condemned();
    }

    @Override
    public UploadStorage uploads() {
        return uploads;
    }

    @Override
    public Optional<URI> address(StorageKey key) {
        return storage.address(key);
    }

    @Override
    public Map<String, Boolean> capabilities() {
        return storage.capabilities();
    }

    @Override
    public int concurrency() {
        return storage.concurrency();
    }

    @Override
    public String driver() {
        return storage.driver();
    }

    @Override
    public void move(StorageKey from, StorageKey to) {
        move.record(() -> storage.move(from, to));
    }

    @Override
    public void delete(StorageKey key) {
        delete.record(() -> storage.delete(key));
    }

    @Override
    public boolean touch(StorageKey key) {
        return timed(touch, () -> storage.touch(key));
    }

    @Override
    public List<StorageEntry> list(StorageKey folder) {
        return timed(list, () -> storage.list(folder));
    }

    private interface Action<T> {
        T run();
    }

    private static <T> T timed(Timer timer, Action<T> action) {
        Timer.Sample sample = Timer.start();
        try {
            return action.run();
        } finally {
            sample.stop(timer);
        }
    }

    private static Timer timer(MeterRegistry meters, String driver, String action) {
        return Metric.STORAGE_ACTION.timer(meters, driver, action);
    }
}
