package dev.berth.registry.metrics;

import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.UploadStorage;
import dev.berth.registry.storage.UploadWriter;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// Times the opening of uploads, as distribution does.
record TimedUploads(UploadStorage uploads, Timer timer) implements UploadStorage {

    @Override
    public long smallestPiece() {
        return uploads.smallestPiece();
    }

    @Override
    public void start(StorageKey folder) {
        timer.record(() -> uploads.start(folder));
    }

    @Override
    public Optional<Long> size(StorageKey folder) {
        return uploads.size(folder);
    }

    @Override
    public Optional<UploadWriter> open(StorageKey folder, Optional<StorageKey> target) {
        return Objects.requireNonNull(timer.record(() -> uploads.open(folder, target)));
    }

    @Override
    public void remove(StorageKey folder) {
        uploads.remove(folder);
    }

    @Override
    public void removeLost(Instant horizon) {
        uploads.removeLost(horizon);
    }
}
