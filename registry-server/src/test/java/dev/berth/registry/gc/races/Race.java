package dev.berth.registry.gc.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.gc.Collecting;
import dev.berth.registry.gc.CollectionReport;
import dev.berth.registry.gc.CollectionRequest;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// What races are made of: collections of several kinds, and work that goes on beside the test.
final class Race {
    private static final Duration HOUR = Duration.ofHours(1);

    /// Condemns what no tag reaches, whatever its age, and purges nothing yet.
    static final CollectionRequest CONDEMN = new CollectionRequest(Duration.ZERO, HOUR, true, false, 0);

    /// Purges what was condemned before it began. With a hold of nothing at all there would be two rounds.
    static final CollectionRequest PURGE = new CollectionRequest(Duration.ZERO, Duration.ofNanos(1), true, false, 0);

    /// The same of whatever is condemned by then, also of what was condemned only after it had begun.
    static final CollectionRequest PURGE_ANY = new CollectionRequest(Duration.ZERO, HOUR.negated(), true, false, 0);

    /// Leaves alone what is younger than an hour.
    static final CollectionRequest CONDEMN_OLD = new CollectionRequest(HOUR, HOUR, true, false, 0);

    /// The same, and holds nothing.
    static final CollectionRequest PURGE_OLD = new CollectionRequest(HOUR, Duration.ofNanos(1), true, false, 0);

    private Race() {}

    /// Whoever else collects.
    static void collect(Storage storage, CollectionRequest request) {
        assertThat(collectAnyway(storage, request).problems()).isEmpty();
    }

    /// Also where something is broken by now.
    static CollectionReport collectAnyway(Storage storage, CollectionRequest request) {
        try {
            Path leases = Files.createTempDirectory("leases");
            try {
                Storage elsewhere = new FilesystemStorage(new FilesystemConfig(leases), Clock.systemUTC());
                return Collecting.collectBeside(storage, request, elsewhere);
            } finally {
                delete(leases);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static CompletableFuture<Void> beside(Runnable work) {
        return CompletableFuture.runAsync(work, Executors.newVirtualThreadPerTaskExecutor());
    }

    static void await(CompletableFuture<Void> work) throws Exception {
        work.get(30, TimeUnit.SECONDS);
    }
}
