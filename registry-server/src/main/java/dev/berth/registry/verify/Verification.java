package dev.berth.registry.verify;

import dev.berth.registry.blobs.DamagedBlobs;
import dev.berth.registry.blobs.DigestLocks;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Repositories;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.verify.Findings.Place;
import dev.berth.registry.verify.LinkFolder.Sound;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One walk: leftovers, every blob, then the links, manifests and tags of each repository, which rely on the blobs.
/// Abandoned uploads are left to their purge, and what can be rebuilt is not looked at.
public final class Verification {
    private static final Duration OLD = Duration.ofDays(1);

    private final Storage storage;
    private final Clock clock;
    private final Findings findings;
    private final BlobCheck blobs;
    private final LinkFolder links;
    private final ManifestCheck manifests;
    private final TagCheck tags;
    private long repositories;

    /// Repairs only when told to, and then on a registry that nobody writes to.
    public Verification(Storage storage, Clock clock, Consumer<Finding> listener, boolean repair) {
        this.storage = storage;
        this.clock = clock;
        this.findings = new Findings(listener, repair);
        this.blobs = new BlobCheck(storage, new DamagedBlobs(storage, new DigestLocks(), clock), findings);
        this.links = new LinkFolder(storage, findings);
        this.manifests = new ManifestCheck(storage, blobs, findings);
        this.tags = new TagCheck(storage, findings);
    }

    public VerificationReport run() {
        Stream.of(Layout.blobs(), Layout.repositories(), Layout.unfinished()).forEach(this::leftovers);
        blobs.run();
        new Repositories(storage).forEach(this::repository, this::strange);
        return new VerificationReport(
                repositories,
                tags.tags(),
                manifests.manifests(),
                blobs.blobs(),
                blobs.bytes(),
                findings.count(),
                findings.repaired());
    }

    private void leftovers(StorageKey folder) {
        storage.leftovers(
                folder,
                clock.instant().minus(OLD),
                file -> findings.add(Fault.LEFTOVER, Place.of(file), "a write that was never finished", () -> {
                    storage.delete(file);
                    return "removed";
                }));
    }

    private void repository(RepositoryName name) {
        repositories++;
        links.check(name, Layout.layers(name), this::layer);
        List<Sound> revisions = new ArrayList<>();
        links.check(name, Layout.revisions(name), revisions::add);
        revisions.forEach(manifests::run);
        tags.run(name);
    }

    private void layer(Sound layer) {
        if (blobs.stored(layer.target()).isEmpty()) {
            findings.add(
                    Fault.DANGLING_LAYER,
                    Place.of(layer.repository(), layer.link()),
                    "the content " + layer.target() + " is missing",
                    () -> {
                        storage.delete(layer.link());
                        return "removed; a push writes it again";
                    });
        }
    }

    private void strange(String path) {
        findings.add(Fault.STRANGE_NAME, Place.of(Layout.repositories()), "\"" + path + "\" is no repository's name");
    }
}
