package dev.berth.registry.retention;

import dev.berth.registry.events.Cause;
import dev.berth.registry.events.RegistryEvent;
import dev.berth.registry.events.RegistryEvent.ManifestPulled;
import dev.berth.registry.events.RegistryEventListener;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Reference;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When tags and manifests were last pulled, to the hour. A pull costs an entry in memory; once a minute those whose
/// record is an hour old are written, each an object of its own whose time says when. Only where a rule asks for it.
@Singleton
public final class LastPulls implements RegistryEventListener {
    private static final Logger LOG = LoggerFactory.getLogger(LastPulls.class);
    private static final Duration PRECISION = Duration.ofHours(1);
    private static final int MOST_AT_ONCE = 100_000;

    private final Storage storage;
    private final boolean asked;
    private final Set<StorageKey> pulled = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("last-pulls").factory());

    public LastPulls(RetentionConfig config, Storage storage) {
        this.storage = storage;
        this.asked = config.asksForPulls();
    }

    /// Of a process that serves: what a command reads was written by one.
    @PostConstruct
    void record() {
        if (asked) {
            var _ = timer.scheduleWithFixedDelay(this::writeLogged, 1, 1, TimeUnit.MINUTES);
        }
    }

    @Override
    public void on(RegistryEvent event, Cause cause) {
        if (asked && event instanceof ManifestPulled pull && pulled.size() < MOST_AT_ONCE) {
            pulled.add(key(pull.repository(), pull.reference()));
            pulled.add(key(pull.repository(), pull.digest()));
        }
    }

    /// When the tag, or the manifest it points to, was last pulled; when pulls began to be recorded, if never.
    Instant last(RepositoryName repository, Tag tag, Optional<Digest> target) {
        Instant byTag = modified(key(repository, tag)).orElse(Instant.EPOCH);
        Instant byDigest =
                target.flatMap(digest -> modified(key(repository, digest))).orElse(Instant.EPOCH);
        Instant last = byTag.isAfter(byDigest) ? byTag : byDigest;
        Instant began = began();
        return last.isAfter(began) ? last : began;
    }

    private Instant began() {
        return modified(Layout.pullsBegan()).orElseGet(() -> {
            storage.create(Layout.pullsBegan(), new byte[0]);
            return storage.now();
        });
    }

    @PreDestroy
    void close() {
        timer.shutdown();
        if (asked) {
            writeLogged();
        }
    }

    private void writeLogged() {
        try {
            write();
        } catch (StorageException e) {
            LOG.error("The times of pulls could not be written", e);
        }
    }

    void write() {
        Instant stale = storage.now().minus(PRECISION);
        began();
        for (StorageKey key : Set.copyOf(pulled)) {
            if (modified(key).filter(time -> time.isAfter(stale)).isEmpty() && !storage.touch(key)) {
                storage.write(key, new byte[0]);
            }
            pulled.remove(key);
        }
    }

    private Optional<Instant> modified(StorageKey key) {
        return storage.stat(key).map(StoredObject::modified);
    }

    private static StorageKey key(RepositoryName repository, Reference reference) {
        return Layout.lastPull(repository, reference.toString().replace(':', '-'));
    }
}
