package dev.berth.registry.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.oci.StorageException;
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

/// The right to do something that one process does at a time over all that use the storage: an object in a folder for
/// it, named by an ever higher epoch, young while its owner lives. It saves work; no promise rests on it.
public final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final Duration VALID = Duration.ofSeconds(30);
    private static final long RENEWAL_MILLIS = VALID.toMillis() / 6;
    private static final int LARGEST = 1 << 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Storage storage;
    private final StorageKey folder;
    private final long epoch;
    private final ScheduledExecutorService heart;
    private volatile boolean lost;
    private volatile long renewed = System.nanoTime();

    private Lease(Storage storage, StorageKey folder, long epoch) {
        this.storage = storage;
        this.folder = folder;
        this.epoch = epoch;
        this.heart = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
                .daemon()
                .name(folder.parent().name() + "-lease")
                .factory());
        var _ = heart.scheduleWithFixedDelay(this::renew, RENEWAL_MILLIS, RENEWAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Empty when another process has it, or had until less than half a minute ago without saying that it ended.
    public static Optional<Lease> acquire(Storage storage, StorageKey folder) {
        long latest = latest(storage, folder);
        if (latest > 0 && isTaken(storage, key(folder, latest))) {
            return Optional.empty();
        }
        long epoch = latest + 1;
        if (!storage.create(key(folder, epoch), content(false)) || latest(storage, folder) != epoch) {
            return Optional.empty();
        }
        epochs(storage, folder).stream()
                .filter(each -> each < epoch)
                .forEach(each -> storage.delete(key(folder, each)));
        return Optional.of(new Lease(storage, folder, epoch));
    }

    public long epoch() {
        return epoch;
    }

    /// Also true when the storage could not be reached for so long that another may have taken over.
    public boolean isLost() {
        return lost || System.nanoTime() - renewed > VALID.toNanos();
    }

    private void renew() {
        try {
            if (latest(storage, folder) != epoch || !storage.touch(key(folder, epoch))) {
                lost = true;
            } else {
                renewed = System.nanoTime();
            }
        } catch (StorageException e) {
            LOG.warn("The lease {} could not be renewed: {}", folder, e.getMessage());
        }
    }

    /// The next one need not wait.
    @Override
    public void close() {
        heart.shutdownNow();
        try {
            if (latest(storage, folder) == epoch) {
                storage.write(key(folder, epoch), content(true));
            }
        } catch (StorageException e) {
            LOG.warn("The lease {} could not be given up, and ends by itself: {}", folder, e.getMessage());
        }
    }

    private static boolean isTaken(Storage storage, StorageKey lease) {
        boolean young = storage.stat(lease)
                .filter(object -> object.modified().isAfter(storage.now().minus(VALID)))
                .isPresent();
        return young && !isReleased(storage, lease);
    }

    private static boolean isReleased(Storage storage, StorageKey lease) {
        try (var content = storage.open(lease).orElse(null)) {
            JsonNode json = content == null ? null : JSON.readTree(content.readAll(LARGEST));
            return json != null && json.path("released").asBoolean();
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

    private static long latest(Storage storage, StorageKey folder) {
        return epochs(storage, folder).stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static List<Long> epochs(Storage storage, StorageKey folder) {
        return storage.list(folder).stream()
                .map(StorageEntry::name)
                .filter(name -> name.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .toList();
    }

    private static StorageKey key(StorageKey folder, long epoch) {
        return folder.child(String.format(Locale.ROOT, "%018d", epoch));
    }
}
