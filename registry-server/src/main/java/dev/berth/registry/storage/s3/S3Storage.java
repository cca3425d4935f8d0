package dev.berth.registry.storage.s3;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StorageSpace;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.StoredObject;
import dev.berth.registry.storage.UploadStorage;
import dev.berth.registry.storage.s3.Tombstone.State;
import dev.berth.registry.storage.s3.bucket.Bucket;
import dev.berth.registry.storage.s3.bucket.Capabilities;
import dev.berth.registry.storage.s3.bucket.OpenObject;
import dev.berth.registry.storage.s3.bucket.S3Config;
import dev.berth.registry.storage.s3.bucket.Source;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps objects in a bucket, by distribution's keys. There are no folders: one is there as long as something is in it.
@Singleton
@Requires(beans = S3Config.class)
public final class S3Storage implements Storage, AutoCloseable {
    /// What is read at once when it is opened.
    private static final int SMALL = 64 << 10;

    private static final int CONCURRENCY = 32;
    private static final Duration ADDRESS_VALID = Duration.ofMinutes(20);
    private static final Logger LOG = LoggerFactory.getLogger(S3Storage.class);
    private volatile Map<String, Boolean> capabilities = Map.of();
    private final Bucket bucket;
    private final Tombstones tombstones;
    private final Deletions deletions;
    private final S3Condemned condemned;
    private final S3Uploads uploads;

    /// Closed by whoever makes it.
    public S3Storage(S3Config config, Clock clock) {
        this(new Bucket(config, clock));
    }

    @Inject
    S3Storage(Bucket bucket) {
        this.bucket = bucket;
        this.tombstones = new Tombstones(bucket);
        this.deletions = new Deletions(bucket, tombstones);
        this.condemned = new S3Condemned(this, tombstones, deletions);
        this.uploads = new S3Uploads(bucket, tombstones);
    }

    Bucket bucket() {
        return bucket;
    }

    /// Of a process only that serves. Throws a [ConfigurationException] for more servers than the service can keep
    /// apart.
    @PostConstruct
    void probe() {
        var found = Capabilities.of(bucket);
        LOG.info("The service of {} can do: {}", bucket.config(), found.byName());
        if (!found.areShareable()) {
            if (bucket.config().limits().replicas() > 1) {
                throw new ConfigurationException("the service of " + bucket.config()
                        + " ignores conditions of writes, so that one server alone may use it, and berth.replicas says"
                        + " that there are several; run one replica, with berth.replicas at 1");
            }
            LOG.warn("The service ignores conditions of writes: this must be the only server of the bucket");
            bucket.compareHere();
        }
        capabilities = found.byName();
    }

    @Override
    public Map<String, Boolean> capabilities() {
        return capabilities;
    }

    @Override
    public String driver() {
        return "s3";
    }

    @Override
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public Instant now() {
        return bucket.now();
    }

    @Override
    public Condemned condemned() {
        return condemned;
    }

    @Override
    public Optional<StorageSpace> space() {
        return Optional.empty();
    }

    /// Looks for the tombstone first: else one that goes with its object between the two requests would be taken for
    /// none.
    @Override
    public Optional<StoredObject> stat(StorageKey key) {
        return tombstones.hide(key) ? Optional.empty() : bucket.head(key.toString());
    }

    @Override
    public Optional<StoredContent> open(StorageKey key) {
        return tombstones.hide(key) ? Optional.empty() : openWherever(key);
    }

    /// Also what is condemned.
    Optional<StoredContent> openWherever(StorageKey key) {
        return bucket.get(key.toString(), 0, "").map(open -> content(key, open));
    }

    private StoredContent content(StorageKey key, OpenObject open) {
        if (open.object().size() > SMALL) {
            return new S3Content(bucket, key.toString(), open);
        }
        try {
            return new MemoryContent(open.readAll());
        } catch (IOException e) {
            throw StorageException.unavailable("s3: cannot read " + key + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void write(StorageKey key, byte[] content) {
        tombstones.make(key, () -> bucket.put(key.toString(), Source.of(content)));
    }

    @Override
    public boolean create(StorageKey key, byte[] content) {
        return bucket.create(key.toString(), content).isPresent();
    }

    /// A copy, and the removal of the source after it: who looks in between sees both.
    @Override
    public void move(StorageKey from, StorageKey to) {
        tombstones.make(to, () -> {
            if (!bucket.multipart().copy(from.toString(), to.toString())) {
                throw new StorageException("s3: cannot move " + from + " to " + to + ": it is not there");
            }
        });
        bucket.delete(from.toString());
    }

    @Override
    public void delete(StorageKey key) {
        var below = key + "/";
        var keys = new ArrayList<String>();
        bucket.list(below, true).objects().forEach(each -> keys.add(below + each.name()));
        keys.add(key.toString());
        bucket.deleteAll(keys);
    }

    @Override
    public boolean delete(StorageKey key, StoredObject seen) {
        return stat(key).equals(Optional.of(seen)) && bucket.delete(key.toString(), seen.version());
    }

    /// Nothing is empty here, but tombstones may have done their duty.
    @Override
    public void prune(StorageKey folder) {
        if (folder.equals(Layout.condemned())) {
            deletions.tidy(now());
        }
    }

    /// The content of blobs is not made young, for it would have to be written anew: what was rescued is old, and is
    /// held by the time that it stays condemned.
    @Override
    public boolean touch(StorageKey key) {
        if (Tombstones.concern(key)) {
            return stat(key).isPresent();
        }
        try (var open = bucket.get(key.toString(), 0, "").orElse(null)) {
            if (open == null) {
                return false;
            }
            var content = Source.of(open.readAll());
            return bucket.replace(key.toString(), content, open.object().version())
                            .isPresent()
                    || stat(key).isPresent();
        } catch (IOException e) {
            throw StorageException.unavailable("s3: cannot touch " + key + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<StorageEntry> list(StorageKey folder) {
        var listing = bucket.list(folder + "/", false);
        Map<String, State> hidden =
                Tombstones.concernChildrenOf(folder) && !listing.folders().isEmpty() ? tombstones.in(folder) : Map.of();
        var entries = new ArrayList<StorageEntry>();
        listing.folders().stream()
                .filter(name -> !hidden.getOrDefault(name, State.RESCUED).hides())
                .forEach(name -> entries.add(new StorageEntry(name, true)));
        listing.objects().forEach(each -> entries.add(new StorageEntry(each.name(), false)));
        entries.removeIf(entry -> !StorageKey.isSegment(entry.name()));
        entries.sort(Comparator.comparing(StorageEntry::name));
        return entries;
    }

    @Override
    public UploadStorage uploads() {
        return uploads;
    }

    @Override
    public Optional<URI> address(StorageKey key) {
        return bucket.config().redirects()
                ? Optional.of(bucket.presign(key.toString(), ADDRESS_VALID))
                : Optional.empty();
    }

    @Override
    public void close() {
        bucket.close();
    }
}
