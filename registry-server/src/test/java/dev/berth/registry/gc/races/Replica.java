package dev.berth.registry.gc.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.blobs.BlobsOf;
import dev.berth.registry.blobs.DigestLocks;
import dev.berth.registry.manifests.ManifestsOf;
import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Reference;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import java.util.Arrays;
import java.util.Optional;

/// One server process as its clients know it, without the HTTP.
final class Replica {
    static final RepositoryName REPOSITORY = RepositoryName.parse("races/here");
    static final RepositoryName ELSEWHERE = RepositoryName.parse("races/elsewhere");
    private final Storage storage;
    private final BlobsOf blobs;
    private final ManifestsOf manifests;

    Replica(Storage storage) {
        var locks = new DigestLocks();
        this.storage = storage;
        this.blobs = BlobsOf.storage(storage, locks);
        this.manifests = ManifestsOf.storage(storage, blobs.blobs(), locks);
    }

    Digest upload(byte[] content) {
        return blobs.push(REPOSITORY, content);
    }

    boolean has(Digest blob) {
        return blobs.blobs().find(REPOSITORY, blob).isPresent();
    }

    boolean mount(Digest blob) {
        return blobs.blobs().mount(REPOSITORY, ELSEWHERE, blob).isPresent();
    }

    void uploadElsewhere(byte[] content) {
        blobs.push(ELSEWHERE, content);
    }

    void put(String reference, Document manifest) {
        manifests.push(REPOSITORY, Reference.parse(reference), new Content(manifest.bytes()));
    }

    boolean hasManifest(String reference) {
        return manifests
                .manifests()
                .find(REPOSITORY, Reference.parse(reference))
                .isPresent();
    }

    void delete(Document manifest) {
        manifests.manifests().remove(REPOSITORY, manifest.digest());
    }

    /// The blobs of a small image, with nothing that names them.
    Document uploadImage(String seed) {
        upload(TestImages.config(seed));
        upload(TestImages.layer(seed));
        return image(seed);
    }

    /// Pushes a small image by its digest.
    Document pushUntagged(String seed) {
        Document image = uploadImage(seed);
        put(image.digest().toString(), image);
        return image;
    }

    static Document image(String seed) {
        return TestImages.image(TestImages.config(seed), TestImages.layer(seed));
    }

    static Digest layer(String seed) {
        return Digest.sha256(TestImages.layer(seed));
    }

    void assertWhole(String reference, String seed) {
        assertThat(isWhole(reference, seed)).as("%s is whole", reference).isTrue();
    }

    /// Whether a client can pull all of the image.
    boolean isWhole(String reference, String seed) {
        return hasManifest(reference) && isThere(TestImages.config(seed)) && isThere(TestImages.layer(seed));
    }

    private boolean isThere(byte[] content) {
        return blobs.blobs()
                .find(REPOSITORY, Digest.sha256(content))
                .map(blob -> blobs.blobs().open(blob))
                .filter(open -> {
                    try (open) {
                        return Arrays.equals(open.readAll(content.length), content);
                    }
                })
                .isPresent();
    }

    /// Whether it answers with something that is not all there.
    boolean isBroken(Document image, String seed) {
        String reference = image.digest().toString();
        return hasManifest(reference) && !isWhole(reference, seed);
    }

    /// Leaves it as a collection does that was killed after it had purged the link.
    void forget(Document manifest) {
        storage.delete(Layout.revisionLink(REPOSITORY, manifest.digest()));
    }

    boolean isListed(Document referrer, Document subject) {
        return storage.stat(Layout.referrer(REPOSITORY, subject.digest(), referrer.digest()))
                .isPresent();
    }

    boolean isCondemned(Digest blob) {
        return storage.condemned().stat(Layout.blobData(blob)).isPresent();
    }

    boolean isStored(Digest blob) {
        return isCondemned(blob) || storage.stat(Layout.blobData(blob)).isPresent();
    }

    Optional<RuntimeException> refusal(Runnable push) {
        try {
            push.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }
}
