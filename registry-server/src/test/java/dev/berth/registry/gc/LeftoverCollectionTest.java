package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages.Document;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the parts that a push or a removal left when it was cut off.
class LeftoverCollectionTest {
    private static final RepositoryName ONE = RepositoryName.parse("team/one");

    @TempDir
    private Path root;

    private FilesystemStorage storage = new FilesystemStorage(new FilesystemConfig(Path.of("")), Clock.systemUTC());

    @BeforeEach
    void storage() {
        storage = new FilesystemStorage(new FilesystemConfig(root), Clock.systemUTC());
    }

    @Test
    void tagCutOffBeforeItsCurrentLinkKeepsItsHistory() {
        Document image = tree().image(ONE, "a");
        new Links(storage).write(Layout.tagIndexLink(ONE, Tag.parse("v1"), image.digest()), image.digest());

        assertThat(collect().removedManifests()).isZero();
        assertThat(storage.stat(Layout.blobData(image.digest()))).isPresent();
    }

    /// A tag that was moved away from a manifest, which went, and whose removal was cut off.
    @Test
    void historyThatNamesWhatIsGoneKeepsNobodyFromCollecting() {
        tree().tag(ONE, "v2", tree().image(ONE, "kept"));
        Digest gone = Digest.sha256("gone".getBytes(StandardCharsets.UTF_8));
        new Links(storage).write(Layout.tagIndexLink(ONE, Tag.parse("v1"), gone), gone);
        Document garbage = tree().image(ONE, "garbage");

        CollectionReport report = collect();

        assertThat(report.problems()).isEmpty();
        assertThat(storage.stat(Layout.blobData(garbage.digest()))).isEmpty();
    }

    @Test
    void tagCutOffLongAgoKeepsNothing() {
        Document image = tree().image(ONE, "a");
        tree().tag(ONE, "v2", tree().image(ONE, "b"));
        new Links(storage).write(Layout.tagIndexLink(ONE, Tag.parse("v1"), image.digest()), image.digest());
        storage =
                new FilesystemStorage(new FilesystemConfig(root), Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));

        assertThat(collect().removedManifests()).isEqualTo(1);
        assertThat(storage.list(Layout.tags(ONE))).hasSize(1);
    }

    @Test
    void staleReferrersEntryGoes() {
        Document subject = tree().image(ONE, "subject");
        tree().tag(ONE, "v1", subject);
        var entry = Layout.referrer(ONE, subject.digest(), Digest.sha256("gone".getBytes(StandardCharsets.UTF_8)));
        storage.write(entry, "{}".getBytes(StandardCharsets.UTF_8));

        collect();

        assertThat(storage.stat(entry)).isEmpty();
    }

    private CollectionReport collect() {
        return Collecting.collect(storage, CollectionRequest.atOnce(true));
    }

    private SampleTree tree() {
        return new SampleTree(storage);
    }
}
