package dev.berth.registry.quotas;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;
import java.time.Instant;

/// Counts anew from the links of each repository that it is shown. Reads the size of each blob once for the rules that
/// meet it first. Links whose names are of another algorithm lead to blobs that have a link of the usual one too.
public final class Recount {
    private final Storage storage;
    private final QuotasConfig config;
    private final Usage usage;
    private final Instant since;

    public Recount(Storage storage, QuotasConfig config) {
        this.storage = storage;
        this.config = config;
        this.usage = new Usage(config.rules().size());
        this.since = storage.now();
    }

    public void repository(RepositoryName name) {
        long rules = config.covering(name);
        if (rules == 0) {
            return;
        }
        blobs(Layout.layers(name), rules);
        blobs(Layout.revisions(name), rules);
        for (StorageEntry entry : storage.list(Layout.tags(name))) {
            if (Tag.isValid(entry.name()) && isThere(Layout.tagCurrentLink(name, Tag.parse(entry.name())))) {
                usage.apply(Change.tag(name, Tag.parse(entry.name()), rules));
            }
        }
    }

    private void blobs(StorageKey links, long rules) {
        String algorithm = DigestAlgorithm.SHA256.text();
        for (StorageEntry entry : storage.list(links.child(algorithm))) {
            Digest.ifValid(algorithm + ":" + entry.name()).ifPresent(digest -> blob(links, digest, rules));
        }
    }

    /// Other servers leave the folder of a link that was deleted.
    private void blob(StorageKey links, Digest digest, long rules) {
        if (usage.blobIsNewTo(rules, Change.key(digest)) != 0
                && isThere(links.child(digest.algorithm().text(), digest.hex(), "link"))) {
            var data = Layout.blobData(digest);
            storage.stat(data)
                    .or(() -> storage.condemned().stat(data))
                    .map(StoredObject::size)
                    .ifPresent(size -> usage.apply(Change.blob(digest, rules, size)));
        }
    }

    private boolean isThere(StorageKey link) {
        return storage.stat(link).isPresent();
    }

    /// From now on this count holds, also for other processes. Until all repositories were shown nothing has changed.
    public void finish() {
        if (!config.isEmpty()) {
            new Counts(storage, config).publish(new Counted.Count(usage, since));
        }
    }
}
