package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.TestStorage;
import dev.berth.registry.gc.CollectionReport.State;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one run keeps and removes, on a tree built by hand. All content is older than the horizon unless a test says
/// otherwise.
class GarbageCollectionTest {
    private static final RepositoryName ONE = RepositoryName.parse("team/one");
    private static final RepositoryName TWO = RepositoryName.parse("two");
    private static final CollectionRequest PLAIN = CollectionRequest.atOnce(false);
    private static final CollectionRequest DELETE_UNTAGGED = CollectionRequest.atOnce(true);

    @TempDir
    private Path root;

    private Storage storage = new FilesystemStorage(new FilesystemConfig(Path.of("")), Clock.systemUTC());

    @BeforeEach
    void storage() {
        storage = TestStorage.in(root).open();
    }

    @Test
    void unreachableBlobIsRemovedAndItsLinkToo() {
        Digest layer = blob(ONE, "orphan");
        Document kept = image(ONE, "a");
        tag(ONE, "latest", kept);

        CollectionReport report = collect(PLAIN);

        assertThat(report.state()).isEqualTo(State.Succeeded);
        assertThat(report.removedBlobs()).isEqualTo(1);
        assertThat(report.freedBytes()).isEqualTo("orphan".length());
        assertThat(report.scannedBlobs()).isEqualTo(3);
        assertThat(report.markedBlobs()).isEqualTo(3);
        assertThat(isStored(layer)).isFalse();
        assertThat(storage.stat(Layout.layerLink(ONE, layer))).isEmpty();
        assertWhole("a", kept);
    }

    @Test
    void untaggedImageStaysUnlessAskedOtherwise() {
        Document untagged = image(ONE, "a");

        assertThat(collect(PLAIN).removedBlobs()).isZero();
        assertWhole("a", untagged);

        CollectionReport report = collect(DELETE_UNTAGGED);

        assertThat(report.removedManifests()).isEqualTo(1);
        assertThat(report.removedBlobs()).isEqualTo(3);
        assertThat(storage.stat(Layout.revisionLink(ONE, untagged.digest()))).isEmpty();
    }

    @Test
    void sharedLayerSurvivesWithTheImageThatStillNeedsIt() {
        image(ONE, "shared");
        Document second = image(TWO, "shared");
        tag(TWO, "v1", second);

        CollectionReport report = collect(DELETE_UNTAGGED);

        assertThat(report.removedManifests()).isEqualTo(1);
        assertThat(report.removedBlobs()).isZero();
        assertWhole("shared", second);
    }

    @Test
    void childrenOfATaggedIndexSurvive() {
        Document child = image(ONE, "amd64");
        Document nested = TestImages.index(child);
        Document index = TestImages.index(nested);
        manifest(ONE, nested);
        manifest(ONE, index);
        tag(ONE, "multi", index);

        assertThat(collect(DELETE_UNTAGGED).removedManifests()).isZero();
        assertWhole("amd64", child);
    }

    @Test
    void referrersLiveWhileTheirSubjectLives() {
        Document subject = image(ONE, "subject");
        Document signature = artifact("signature", subject);
        Document ofSignature = artifact("countersignature", signature);
        Document orphanSubject = image(ONE, "gone");
        Document orphanSignature = artifact("orphan", orphanSubject);
        tag(ONE, "v1", subject);

        CollectionReport report = collect(DELETE_UNTAGGED);

        assertThat(report.removedManifests()).isEqualTo(2);
        assertThat(isStored(signature.digest()) && isStored(ofSignature.digest()))
                .isTrue();
        assertThat(isStored(orphanSignature.digest())).isFalse();
    }

    @Test
    void buildCacheThatListsLayersInAnIndexSurvives() {
        Digest layer = blob(ONE, "cached layer");
        Document cache = document(
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                        + TestImages.descriptor("application/vnd.oci.image.layer.v1.tar+gzip", bytes("cached layer"))
                        + "]}");
        manifest(ONE, cache);
        tag(ONE, "cache", cache);

        assertThat(collect(DELETE_UNTAGGED).problems()).isEmpty();
        assertThat(isStored(layer)).isTrue();
    }

    @Test
    void manifestOfUnknownTypeKeepsAllItNames() {
        Digest layer = blob(ONE, "strange");
        Document subject = image(ONE, "subject");
        Document strange = document("{\"mediaType\":\"application/x.strange\",\"blobs\":["
                + TestImages.descriptor("a/b", bytes("strange")) + "],\"subject\":"
                + TestImages.descriptor(subject.mediaType(), subject.bytes()) + "}");
        manifest(ONE, strange);
        tag(ONE, "odd", strange);

        assertThat(collect(DELETE_UNTAGGED).removedBlobs()).isZero();
        assertThat(isStored(layer)).isTrue();
        assertWhole("subject", subject);
    }

    @Test
    void emptyLinkKeepsItsRepositoryAndNoOther() {
        Document untagged = image(ONE, "a");
        Document tagged = image(ONE, "b");
        tag(ONE, "v1", tagged);
        storage.write(Layout.tagCurrentLink(ONE, Tag.parse("v1")), new byte[0]);
        image(TWO, "c");

        CollectionReport report = collect(DELETE_UNTAGGED);

        assertThat(report.problems()).singleElement().asString().contains("everything in team/one is kept", "v1");
        assertThat(report.removedManifests()).isEqualTo(1);
        assertWhole("a", untagged);
        assertWhole("b", tagged);
    }

    @Test
    void brokenManifestKeepsItsRepository() {
        Document good = image(ONE, "a");
        Document broken = document("not json");
        manifest(ONE, broken);
        tag(ONE, "v1", broken);

        CollectionReport report = collect(DELETE_UNTAGGED);

        assertThat(report.problems()).singleElement().asString().contains("is not JSON");
        assertWhole("a", good);
    }

    @Test
    void folderThatIsNoRepositorysNameStopsTheSweep() {
        Digest orphan = blob(ONE, "orphan");
        storage.write(Layout.repositories().child("UPPER", "_manifests", "x"), new byte[0]);

        CollectionReport report = collect(PLAIN);

        assertThat(report.state()).isEqualTo(State.Failed);
        assertThat(report.problems()).singleElement().asString().contains("UPPER");
        assertThat(isStored(orphan)).isTrue();
    }

    @Test
    void dryRunTellsAndChangesNothing() {
        image(ONE, "a");
        blob(ONE, "orphan");

        CollectionReport report = collect(DELETE_UNTAGGED.dry());

        assertThat(report.condemnedBlobs()).isEqualTo(4);
        assertThat(report.condemnedManifests()).isEqualTo(1);
        assertThat(report.condemnedBytes()).isPositive();
        assertThat(collect(DELETE_UNTAGGED.dry()).condemnedBlobs()).isEqualTo(4);
    }

    @Test
    void whatIsYoungerThanTheAgeStays() {
        Digest orphan = blob(ONE, "orphan");
        Document untagged = image(ONE, "a");

        collect(new CollectionRequest(Duration.ofMinutes(1), Duration.ZERO, true, false, 0));

        assertThat(isStored(orphan)).isTrue();
        assertWhole("a", untagged);
    }

    @Test
    void noMoreThanTheRateIsLookedAt() {
        for (int i = 0; i < 10; i++) {
            image(ONE, "image " + i);
        }
        long start = System.nanoTime();

        CollectionReport report = collect(new CollectionRequest(Duration.ZERO, Duration.ofHours(1), false, false, 100));

        assertThat(report.manifests() + report.scannedBlobs()).isEqualTo(40);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
    }

    private CollectionReport collect(CollectionRequest request) {
        return Collecting.collect(storage, request);
    }

    private SampleTree tree() {
        return new SampleTree(storage);
    }

    private Document image(RepositoryName repository, String seed) {
        return tree().image(repository, seed);
    }

    private Document artifact(String type, Document subject) {
        return tree().artifact(ONE, type, subject);
    }

    private static Document document(String text) {
        return new Document(text, "application/json");
    }

    private Digest blob(RepositoryName repository, String content) {
        return tree().blob(repository, bytes(content));
    }

    private void manifest(RepositoryName repository, Document manifest) {
        tree().manifest(repository, manifest);
    }

    private void tag(RepositoryName repository, String tag, Document target) {
        tree().tag(repository, tag, target);
    }

    private boolean isStored(Digest digest) {
        return storage.stat(Layout.blobData(digest)).isPresent();
    }

    private void assertWhole(String seed, Document image) {
        Map<String, Boolean> parts = new TreeMap<>(Map.of(
                "manifest", isStored(image.digest()),
                "config", isStored(Digest.sha256(TestImages.config(seed))),
                "layer", isStored(Digest.sha256(TestImages.layer(seed)))));
        assertThat(parts).doesNotContainValue(false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
