package dev.berth.registry.quotas;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Repositories;
import dev.berth.registry.storage.Storage;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the counts of this process and those in the storage together: every few seconds it writes what pushes
/// changed, learns what other processes wrote, and goes over to a newer count. Counts anew where there is no count
/// yet, and where a process ended without writing its last changes.
@Context
final class QuotaExchange {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaExchange.class);
    private static final int PAUSE_SECONDS = 5;
    private static final Duration GIVEN_UP = Duration.ofMinutes(1);

    /// How long a push may take from being counted to its link, which the walk of a count sees.
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    private final Quotas quotas;
    private final Storage storage;
    private final Counts counts;
    private final String process = UUID.randomUUID().toString();
    private final Deque<Noted> own = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("quotas").factory());
    private long generation;
    private long written;

    QuotaExchange(Quotas quotas, Storage storage) {
        this.quotas = quotas;
        this.storage = storage;
        this.counts = new Counts(storage, quotas.config());
    }

    @PostConstruct
    void start() {
        if (!quotas.config().isEmpty()) {
            var _ = timer.scheduleWithFixedDelay(this::runLogged, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// What was not written yet is written now, so that nothing need be counted anew.
    @PreDestroy
    void close() throws InterruptedException {
        timer.shutdown();
        if (!quotas.config().isEmpty() && timer.awaitTermination(PAUSE_SECONDS, TimeUnit.SECONDS)) {
            try {
                writeNoted();
                counts.close(process);
            } catch (StorageException e) {
                LOG.warn("What quotas count could not be written: {}", e.getMessage());
            }
        }
    }

    private void runLogged() {
        try {
            run();
        } catch (StorageException e) {
            LOG.error("What quotas count could not be exchanged with the storage", e);
        }
    }

    void run() {
        counts.open(process);
        writeNoted();
        List<String> abandoned = counts.abandoned(storage.now().minus(GIVEN_UP));
        if (!abandoned.isEmpty() || counts.latest().isEmpty()) {
            recount();
            abandoned.forEach(counts::close);
        }
        long latest = counts.latest().orElse(generation);
        if (latest != generation) {
            goOver(latest);
        }
        List<Change> others = new ArrayList<>();
        counts.counted(generation).readNew(seen, others::add);
        quotas.learn(others);
    }

    private void recount() {
        LOG.info("What quotas count is counted anew; until the first count nothing is refused");
        Recount recount = new Recount(storage, quotas.config());
        new Repositories(storage).forEach(recount::repository, _ -> {});
        recount.finish();
    }

    private void writeNoted() {
        List<Noted> noted = quotas.takeNoted();
        own.addAll(noted);
        write(noted.stream().map(Noted::change).toList());
    }

    /// Before the first generation there is nowhere to write to, and changes are kept for it.
    private void write(List<Change> changes) {
        if (generation > 0 && !changes.isEmpty()) {
            String name = process + "-" + written++;
            seen.add(name);
            counts.counted(generation).add(name, changes);
        }
    }

    /// What this process changed while the new count was made is part of it from now on, wherever the walk was then.
    private void goOver(long latest) {
        var count = counts.counted(latest).read(quotas.config().rules().size());
        if (count.isEmpty()) {
            recountUnlessReplaced(latest);
            return;
        }
        Instant since = count.get().since().minus(OVERLAP);
        while (!own.isEmpty() && own.getFirst().time().isBefore(since)) {
            own.removeFirst();
        }
        List<Change> recent = own.stream().map(Noted::change).toList();
        quotas.adopt(count.get().usage(), recent);
        generation = latest;
        seen.clear();
        write(recent);
    }

    /// Counts may follow each other so fast that one is gone before it was read.
    private void recountUnlessReplaced(long unreadable) {
        if (counts.latest().orElse(0) == unreadable) {
            LOG.error("What quotas count cannot be read, and is counted anew");
            recount();
        }
    }
}
