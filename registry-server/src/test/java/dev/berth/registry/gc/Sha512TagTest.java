package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tag may name its manifest by another digest than the one the content is stored by.
class Sha512TagTest {
    private static final RepositoryName NAME = RepositoryName.parse("team/one");
    private static final Tag TAG = Tag.parse("v1");
    private static final TestImages.Document INDEX = TestImages.index();
    private static final Digest SHA512 = Digest.of(DigestAlgorithm.SHA512, INDEX.bytes());

    @TempDir
    private Path root;

    @Test
    void keepsItsManifest() {
        CollectionReport report = collect(true);

        assertThat(report.problems()).isEmpty();
        assertThat(report.removedManifests() + report.removedBlobs()).isZero();
    }

    @Test
    void keepsItByItsHistoryWhenItWasCutOff() {
        CollectionReport report = collect(false);

        assertThat(report.problems()).isEmpty();
        assertThat(report.removedManifests() + report.removedBlobs()).isZero();
    }

    private CollectionReport collect(boolean current) {
        FilesystemStorage storage = new FilesystemStorage(new FilesystemConfig(root), Clock.systemUTC());
        Links links = new Links(storage);
        storage.write(Layout.blobData(INDEX.digest()), INDEX.bytes());
        links.write(Layout.revisionLink(NAME, INDEX.digest()), INDEX.digest());
        links.write(Layout.revisionLink(NAME, SHA512), INDEX.digest());
        links.write(Layout.tagIndexLink(NAME, TAG, SHA512), SHA512);
        if (current) {
            links.write(Layout.tagCurrentLink(NAME, TAG), SHA512);
        }
        return Collecting.collect(storage, CollectionRequest.atOnce(true));
    }
}
