package dev.berth.registry.gc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The right to collect, which one process has at a time over all that use the storage: an object named by an ever
/// higher epoch, young while its owner lives. It saves work and makes two runs enough; no promise rests on it.
public final class CollectorLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorLease.class);
    private static final Duration VALID = Duration.ofSeconds(30);
    private static final long RENEWAL_MILLIS = VALID.toMillis() / 6;
    private static final int LARGEST = 1 << 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Storage storage;
    private final long epoch;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("collector-lease").factory());
    private volatile boolean lost;
    private volatile long renewed = System.nanoTime();

    private CollectorLease(Storage storage, long epoch) {
        this.storage = storage;
        this.epoch = epoch;
        var _ = heart.scheduleWithFixedDelay(this::renew, RENEWAL_MILLIS, RENEWAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Empty when another process collects, or did until less than half a minute ago without saying that it ended.
    public static Optional<CollectorLease> acquire(Storage storage) {
        long latest = latest(storage);
        if (latest > 0 && isTaken(storage, latest)) {
            return Optional.empty();
        }
        long epoch = latest + 1;
        if (!storage.create(key(epoch), content(false)) || latest(storage) != epoch) {
            return Optional.empty();
        }
        epochs(storage).stream().filter(each -> each < epoch).forEach(each -> storage.delete(key(each)));
        return Optional.of(new CollectorLease(storage, epoch));
    }

    long epoch() {
        return epoch;
    }

    /// Also true when the storage could not be reached for so long that another may have taken over.
    boolean isLost() {
        return lost || System.nanoTime() - renewed > VALID.toNanos();
    }

    private void renew() {
        try {
            if (latest(storage) != epoch || !storage.touch(key(epoch))) {
                lost = true;
            } else {
                renewed = System.nanoTime();
            }
        } catch (StorageException e) {
            LOG.warn("The collector's lease could not be renewed: {}", e.getMessage());
        }
    }

    /// The next one need not wait.
    @Override
    public void close() {
        heart.shutdownNow();
        try {
            if (latest(storage) == epoch) {
                storage.write(key(epoch), content(true));
            }
        } catch (StorageException e) {
            LOG.warn("The collector's lease could not be given up, and ends by itself: {}", e.getMessage());
        }
    }

    private static boolean isTaken(Storage storage, long epoch) {
        boolean young = storage.stat(key(epoch))
                .filter(lease -> lease.modified().isAfter(storage.now().minus(VALID)))
                .isPresent();
        return young && !isReleased(storage, epoch);
    }

    private static boolean isReleased(Storage storage, long epoch) {
        try (var content = storage.open(key(epoch)).orElse(null)) {
            JsonNode lease = content == null ? null : JSON.readTree(content.readAll(LARGEST));
            return lease != null && lease.path("released").asBoolean();
        } catch (IOException e) {
            return false;
        }
    }

    /// Who, for people to look at: secrets and addresses are no part of it.
    private static byte[] content(boolean released) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("process", ManagementFactory.getRuntimeMXBean().getName())
                .put("released", released)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static long latest(Storage storage) {
        return epochs(storage).stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static List<Long> epochs(Storage storage) {
        return storage.list(Layout.collectorLeases()).stream()
                .map(StorageEntry::name)
                .filter(name -> name.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .toList();
    }

    private static StorageKey key(long epoch) {
        return Layout.collectorLeases().child(String.format(Locale.ROOT, "%018d", epoch));
    }
}
