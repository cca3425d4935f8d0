package dev.berth.registry.scrub;

import dev.berth.registry.blobs.DamagedBlobs;
import dev.berth.registry.events.Cause;
import dev.berth.registry.events.RegistryEvent.BlobDamaged;
import dev.berth.registry.events.RegistryEvents;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.scrub.ScrubReport.Damage;
import dev.berth.registry.scrub.ScrubReport.State;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Lease;
import dev.berth.registry.storage.Storage;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The scrubs of this process, one at a time over all that use the storage: by the clock, and when asked. A run that
/// was cut off goes on within a minute after a start.
@Context
public final class Scrubs {
    private static final Logger LOG = LoggerFactory.getLogger(Scrubs.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final ScrubConfig config;
    private final Storage storage;
    private final DamagedBlobs content;
    private final RegistryEvents events;
    private final ScrubMetrics metrics;
    private final Instant begun;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scrub").factory());
    private @Nullable Scrub current;

    Scrubs(ScrubConfig config, Storage storage, DamagedBlobs content, RegistryEvents events, ScrubMetrics metrics) {
        this.config = config;
        this.storage = storage;
        this.content = content;
        this.events = events;
        this.metrics = metrics;
        this.begun = storage.now();
        if (config.isOn()) {
            var _ = thread.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// The run that was started, or the one that goes on already, here or elsewhere.
    public record Outcome(boolean started, Optional<ScrubReport> report) {}

    public synchronized Outcome start() {
        if (current != null && current.report().state() == State.Running) {
            return new Outcome(false, latest());
        }
        Optional<Lease> lease = Lease.acquire(storage, Layout.scrubLeases());
        if (lease.isEmpty()) {
            return new Outcome(false, latest());
        }
        Pace pace = new Pace(
                config.bytesPerSecond(), () -> stopping.get() || lease.get().isLost(), metrics::read);
        Scrub next = Scrub.after(new ScrubState(storage).read(), storage, new Scrub.Means(content, pace, this::found));
        current = next;
        thread.execute(() -> run(next, lease.get()));
        return new Outcome(true, Optional.of(next.report()));
    }

    /// That of this process while it runs, else the one that was kept.
    public synchronized Optional<ScrubReport> latest() {
        return current != null && current.report().state() == State.Running
                ? Optional.of(current.report())
                : new ScrubState(storage).read();
    }

    private void look() {
        try {
            Optional<ScrubReport> last = new ScrubState(storage).read();
            last.ifPresent(report -> metrics.remember(report, storage));
            if (isDue(last)) {
                start();
            }
        } catch (StorageException e) {
            LOG.error("No scrub could be started", e);
        }
    }

    /// A new volume, or one of another server, waits for an hour at most.
    private boolean isDue(Optional<ScrubReport> last) {
        Duration first = config.interval().compareTo(Duration.ofHours(1)) < 0 ? config.interval() : Duration.ofHours(1);
        Instant due = last.map(report -> report.state() == State.Running
                        ? Instant.MIN
                        : Instant.parse(report.startedAt()).plus(config.interval()))
                .orElse(begun.plus(first));
        return !storage.now().isBefore(due);
    }

    private void run(Scrub scrub, Lease lease) {
        LOG.info("Scrub {} reads all blobs again", scrub.report().id());
        metrics.running(true);
        try (lease) {
            scrub.run();
        } catch (StorageException e) {
            LOG.error("What a scrub found could not be kept", e);
        } finally {
            metrics.running(false);
        }
        ScrubReport report = scrub.report();
        metrics.remember(report, storage);
        LOG.atInfo()
                .addKeyValue("id", report.id())
                .addKeyValue("state", report.state())
                .addKeyValue("blobs", report.blobs())
                .addKeyValue("bytes", report.bytes())
                .addKeyValue("damaged", report.damaged().size())
                .log(report.state() == State.Running ? "Scrub was stopped, and goes on later" : "Scrub ended");
        report.problems().forEach(problem -> LOG.warn("Scrub: {}", problem));
    }

    private void found(Digest digest, Damage damage) {
        LOG.error(
                "The blob {} is damaged and was moved to {}; push it again: {} hold it",
                digest,
                damage.movedTo(),
                damage.repositories());
        metrics.found();
        damage.repositories().stream()
                .map(RepositoryName::parse)
                .forEach(repository -> events.publish(new BlobDamaged(repository, digest), Cause.ofServer()));
    }

    /// Lets a run end its piece: an interrupt would close the file under it.
    @PreDestroy
    void close() throws InterruptedException {
        stopping.set(true);
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }
}
