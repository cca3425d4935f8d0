package dev.berth.registry.verify;

import dev.berth.registry.oci.Descriptor;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.Manifest;
import dev.berth.registry.oci.ManifestParser;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.verify.Findings.Place;
import dev.berth.registry.verify.LinkFolder.Sound;
import java.util.Optional;

/// Reads a linked manifest and looks for all that it names.
final class ManifestCheck {
    private static final int LARGEST = 4 << 20;
    private final Storage storage;
    private final Links links;
    private final BlobCheck blobs;
    private final Findings findings;
    private long manifests;

    ManifestCheck(Storage storage, BlobCheck blobs, Findings findings) {
        this.storage = storage;
        this.links = new Links(storage);
        this.blobs = blobs;
        this.findings = findings;
    }

    void run(Sound revision) {
        manifests++;
        Place place = Place.of(revision.repository(), revision.link());
        if (!blobs.isSound(revision.target())) {
            findings.add(
                    Fault.MISSING_MANIFEST,
                    place,
                    "the content is missing or damaged; push the manifest again or delete it");
            return;
        }
        try {
            for (Descriptor child : read(revision.target()).children()) {
                missing(revision.repository(), child)
                        .ifPresent(what -> findings.add(Fault.MISSING_CHILD, place, "it names " + what));
            }
        } catch (RegistryException e) {
            findings.add(Fault.UNREADABLE_MANIFEST, place, e.errors().getFirst().message());
        }
    }

    private Manifest read(Digest digest) {
        var data = Layout.blobData(digest);
        try (var content =
                storage.open(data).or(() -> storage.condemned().open(data)).orElseThrow()) {
            if (content.size() > LARGEST) {
                throw RegistryException.of(ErrorCode.MANIFEST_INVALID, "larger than any manifest");
            }
            return ManifestParser.parse(content.readAll(LARGEST));
        }
    }

    private Optional<String> missing(RepositoryName repository, Descriptor child) {
        Optional<Digest> content = target(Layout.layerLink(repository, child.digest()))
                .or(() -> target(Layout.revisionLink(repository, child.digest())));
        if (content.isEmpty()) {
            return Optional.of(child.digest() + ", which the repository does not hold");
        }
        if (!blobs.isSound(content.get())) {
            return Optional.of(child.digest() + ", whose content is missing or damaged");
        }
        long size = blobs.stored(content.get()).orElseThrow().size();
        return size == child.size()
                ? Optional.empty()
                : Optional.of(child.digest() + " with " + child.size() + " bytes, but it has " + size);
    }

    private Optional<Digest> target(StorageKey link) {
        return links.read(link).or(() -> links.readCondemned(link));
    }

    long manifests() {
        return manifests;
    }
}
