package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What clients see of content that a collector in another process has condemned: nothing.
class CondemnedContentTest {
    @RegisterExtension
    private static final TestRegistry REGISTRY = new TestRegistry();

    /// Condemns whatever no tag reaches, and purges what was condemned an hour ago.
    private static final CollectionRequest CONDEMN =
            new CollectionRequest(Duration.ZERO, Duration.ofHours(1), true, false, 0);

    private static final CollectionRequest PURGE = CollectionRequest.atOnce(true);
    private static int repositories;

    private String repository = "";

    @BeforeEach
    void ownRepository() {
        repository = "condemned/" + repositories++;
    }

    @Test
    void askingForALayerTakesItBack() {
        Digest layer = REGISTRY.pushBlob(repository, TestImages.layer("asked"));
        assertThat(collect(CONDEMN).condemnedBlobs()).isPositive();

        assertThat(REGISTRY.head(blob(layer)).statusCode()).isEqualTo(200);

        collect(CONDEMN);
        assertThat(REGISTRY.get(blob(layer)).body()).isEqualTo(TestImages.layer("asked"));
    }

    @Test
    void manifestMayNameWhatNobodyAskedFor() {
        Document image = layersOf("unasked");
        collect(CONDEMN);

        REGISTRY.pushManifest(repository, "v1", image);

        assertWholeAfterPurge("v1", "unasked", image);
    }

    @Test
    void layerIsMountedFromARepositoryWhoseLinkIsCondemned() {
        Digest layer = REGISTRY.pushBlob(repository, TestImages.layer("mounted"));
        collect(CONDEMN);

        assertThat(REGISTRY.post("/v2/elsewhere/blobs/uploads/?mount=" + layer + "&from=" + repository)
                        .statusCode())
                .isEqualTo(201);
        assertThat(REGISTRY.head("/v2/elsewhere/blobs/" + layer).statusCode()).isEqualTo(200);
    }

    @Test
    void tagMovesToACondemnedManifest() {
        Document image = layersOf("untagged");
        REGISTRY.pushManifest(repository, image.digest().toString(), image);
        assertThat(collect(CONDEMN).condemnedManifests()).isEqualTo(1);

        REGISTRY.pushManifest(repository, "again", image);

        assertWholeAfterPurge("again", "untagged", image);
    }

    @Test
    void condemnedManifestIsPulledByDigestWithAllItNames() {
        Document image = layersOf("pulled");
        REGISTRY.pushManifest(repository, image.digest().toString(), image);
        collect(CONDEMN);

        assertThat(REGISTRY.get("/v2/" + repository + "/manifests/" + image.digest())
                        .body())
                .isEqualTo(image.bytes());
        assertThat(REGISTRY.get(blob(Digest.sha256(TestImages.layer("pulled")))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void deletedManifestDoesNotComeBack() {
        Document image = layersOf("deleted");
        REGISTRY.pushManifest(repository, image.digest().toString(), image);
        collect(CONDEMN);
        String path = "/v2/" + repository + "/manifests/" + image.digest();

        assertThat(REGISTRY.delete(path).statusCode()).isEqualTo(202);

        assertThat(REGISTRY.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void repositoryThatLostItsLastManifestLeavesTheCatalog() {
        Document image = layersOf("last");
        REGISTRY.pushManifest(repository, "v1", image);
        REGISTRY.delete("/v2/" + repository + "/manifests/" + image.digest());

        collect(PURGE);

        assertThat(TestRegistry.text(REGISTRY.get("/v2/_catalog"))).doesNotContain('"' + repository + '"');
        assertThat(REGISTRY.get("/v2/" + repository + "/tags/list").statusCode())
                .isEqualTo(404);
        assertThat(storage().list(Layout.repository(RepositoryName.parse(repository))))
                .isEmpty();
    }

    @Test
    void repositoryLeavesTheCatalogInTheRunThatPurgesItsLastManifest() {
        Document image = layersOf("purged");
        REGISTRY.pushManifest(repository, "v1", image);
        REGISTRY.delete("/v2/" + repository + "/manifests/v1");
        collect(CONDEMN);
        var link = Layout.revisionLink(RepositoryName.parse(repository), image.digest());
        assertThat(storage().condemned().stat(link)).isPresent();

        CollectionRequest later = new CollectionRequest(Duration.ZERO, Duration.ofMillis(1), true, false, 0);
        await().until(() -> {
            collect(later);
            return storage().condemned().stat(link).isEmpty();
        });

        assertThat(TestRegistry.text(REGISTRY.get("/v2/_catalog"))).doesNotContain('"' + repository + '"');
    }

    @Test
    void secondCollectorIsSentAway() {
        Storage storage = storage();
        try (var _ = CollectorLease.acquire(storage).orElseThrow()) {
            assertThat(CollectorLease.acquire(storage())).isEmpty();
        }
        try (var next = CollectorLease.acquire(storage()).orElseThrow()) {
            assertThat(next.epoch()).isGreaterThan(1);
        }
    }

    private Document layersOf(String seed) {
        REGISTRY.pushBlob(repository, TestImages.config(seed));
        REGISTRY.pushBlob(repository, TestImages.layer(seed));
        return TestImages.image(TestImages.config(seed), TestImages.layer(seed));
    }

    private String blob(Digest digest) {
        return "/v2/" + repository + "/blobs/" + digest;
    }

    private void assertWholeAfterPurge(String tag, String seed, Document image) {
        collect(PURGE);
        assertThat(REGISTRY.get("/v2/" + repository + "/manifests/" + tag).body())
                .isEqualTo(image.bytes());
        for (byte[] content : new byte[][] {TestImages.config(seed), TestImages.layer(seed)}) {
            assertThat(REGISTRY.get(blob(Digest.sha256(content))).body()).isEqualTo(content);
        }
    }

    private static CollectionReport collect(CollectionRequest request) {
        CollectionReport report = Collecting.collect(storage(), request);
        assertThat(report.problems()).isEmpty();
        return report;
    }

    private static Storage storage() {
        return REGISTRY.storage();
    }
}
