package dev.berth.registry.storage.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
    private static final RepositoryName APP = RepositoryName.parse("team/app");
    private static final Tag V1 = Tag.parse("v1");
    private static final byte[] LAYER = "a layer".getBytes(UTF_8);
    private static final byte[] MANIFEST = "a manifest".getBytes(UTF_8);
    private static final StorageKey TAG = Layout.tagCurrentLink(APP, V1);
    private static final StorageKey LAYER_DATA = Layout.blobData(Digest.sha256(LAYER));
    private static final StorageKey LAYER_LINK = Layout.layerLink(APP, Digest.sha256(LAYER));

    @TempDir
    Path folder;

    private Storage former;
    private Storage present;
    private MigratingStorage storage;

    @BeforeEach
    void oneImageInTheOldStorage() {
        former = at("old");
        present = at("new");
        var layer = Digest.sha256(LAYER);
        var manifest = Digest.sha256(MANIFEST);
        former.write(Layout.blobData(layer), LAYER);
        former.write(Layout.blobData(manifest), MANIFEST);
        write(former, Layout.layerLink(APP, layer), layer);
        write(former, Layout.revisionLink(APP, manifest), manifest);
        write(former, Layout.tagIndexLink(APP, V1, manifest), manifest);
        write(former, TAG, manifest);
        storage = new MigratingStorage(former, present);
    }

    private Storage at(String name) {
        return new FilesystemStorage(new FilesystemConfig(folder.resolve(name)), Clock.systemUTC());
    }

    private static void write(Storage storage, StorageKey link, Digest target) {
        storage.write(link, target.toString().getBytes(UTF_8));
    }

    private static String read(Storage storage, StorageKey key) {
        try (var content = storage.open(key).orElseThrow()) {
            return new String(content.readAll(1 << 20), UTF_8);
        }
    }

    private MigrationReport migrate() {
        try (var migration = new Migration(
                storage,
                new MigrationConfig(Optional.of(ConfigurationNode.parse("storage: {filesystem: {}}")), 0),
                Clock.systemUTC())) {
            migration.run();
            return migration.report();
        }
    }

    @Test
    void whatOnlyTheOldStorageHasIsSeen() {
        assertThat(read(storage, TAG)).isEqualTo(Digest.sha256(MANIFEST).toString());
        assertThat(storage.stat(LAYER_DATA)).isPresent();
        assertThat(storage.touch(LAYER_DATA)).isTrue();
        assertThat(storage.list(Layout.repositories())).containsExactly(new StorageEntry("team", true));
        assertThat(storage.create(TAG, new byte[0])).isFalse();
    }

    @Test
    void everythingIsCopiedAndTheOldStorageIsNotAskedAnyMore() {
        var report = migrate();

        assertThat(report.state()).isEqualTo(MigrationReport.State.Completed);
        assertThat(report.problems()).isEmpty();
        assertThat(report.copiedBlobs()).isEqualTo(2);
        assertThat(report.copiedBytes()).isEqualTo(LAYER.length + MANIFEST.length);
        assertThat(report.copiedLinks()).isEqualTo(4);
        assertThat(read(present, LAYER_DATA)).isEqualTo("a layer");
        assertThat(read(present, TAG)).isEqualTo(Digest.sha256(MANIFEST).toString());
        assertThat(former.stat(TAG)).isPresent();

        former.write(Layout.layerLink(APP, Digest.sha256(new byte[0])), new byte[0]);
        assertThat(storage.stat(Layout.layerLink(APP, Digest.sha256(new byte[0]))))
                .isEmpty();
    }

    @Test
    void secondRunCopiesNothing() {
        migrate();
        storage = new MigratingStorage(former, present);

        var report = migrate();

        assertThat(report.copiedBlobs()).isZero();
        assertThat(report.copiedLinks()).isZero();
        assertThat(report.presentBlobs()).isEqualTo(2);
    }

    @Test
    void tagThatWasMovedSinceStaysWhereItIs() {
        var other = Digest.sha256("another manifest".getBytes(UTF_8));
        write(storage, TAG, other);

        migrate();

        assertThat(read(present, TAG)).isEqualTo(other.toString());
    }

    @Test
    void whatWasRemovedSinceStaysAwayAlsoAfterARestart() {
        storage.delete(Layout.layer(APP, Digest.sha256(LAYER)));
        assertThat(storage.delete(TAG, storage.stat(TAG).orElseThrow())).isTrue();

        assertThat(storage.stat(LAYER_LINK)).isEmpty();
        assertThat(storage.stat(TAG)).isEmpty();
        storage = new MigratingStorage(former, present);
        migrate();

        assertThat(storage.stat(LAYER_LINK)).isEmpty();
        assertThat(storage.stat(TAG)).isEmpty();
        assertThat(former.stat(LAYER_LINK)).isPresent();
        assertThat(former.stat(TAG)).isPresent();
    }

    @Test
    void whatIsPushedAgainAfterItsRemovalIsThere() {
        storage.delete(Layout.layer(APP, Digest.sha256(LAYER)));
        write(storage, LAYER_LINK, Digest.sha256(LAYER));

        migrate();

        assertThat(read(present, LAYER_LINK)).isEqualTo(Digest.sha256(LAYER).toString());
    }

    @Test
    void tagThatIsNotTheOneSeenIsNotRemoved() {
        var seen = storage.stat(TAG).orElseThrow();
        write(storage, TAG, Digest.sha256(LAYER));

        assertThat(storage.delete(TAG, seen)).isFalse();
        assertThat(read(storage, TAG)).isEqualTo(Digest.sha256(LAYER).toString());
    }

    @Test
    void damagedBlobIsToldAndLeftOut() {
        former.write(LAYER_DATA, "A LAYER".getBytes(UTF_8));

        var report = migrate();

        assertThat(report.state()).isEqualTo(MigrationReport.State.Completed);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains(Digest.sha256(LAYER).toString(), "damaged");
        assertThat(present.stat(LAYER_DATA)).isEmpty();
        assertThat(read(former, LAYER_DATA)).isEqualTo("A LAYER");
    }

    @Test
    void whatWasCondemnedThereComesBackAndIsCopied() {
        former.condemned().condemn(LAYER_DATA);
        assertThat(storage.stat(LAYER_DATA)).isEmpty();
        assertThat(storage.condemned().stat(LAYER_DATA)).isPresent();

        assertThat(storage.condemned().rescue(LAYER_DATA)).isTrue();
        migrate();

        assertThat(read(present, LAYER_DATA)).isEqualTo("a layer");
    }

    /// Else an answer "I have it" would have been given for what is lost a moment later.
    @Test
    void oldStorageThatChangedSinceItWasReadIsNotForgotten() {
        former.condemned().condemn(LAYER_DATA);
        var before = storage.changes();
        storage.condemned().rescue(LAYER_DATA);

        assertThat(storage.forgetFormer(before)).isFalse();
        assertThat(storage.stat(LAYER_DATA)).isPresent();
        assertThat(storage.forgetFormer(storage.changes())).isTrue();
        assertThat(storage.condemned().rescue(LAYER_DATA)).isFalse();
    }

    @Test
    void uploadsAndPinsStayBehind() {
        former.write(Layout.uploadData(APP, "some-id"), LAYER);
        former.write(Layout.pins(APP).child("some-id"), LAYER);

        assertThat(storage.stat(Layout.uploadData(APP, "some-id"))).isEmpty();
        migrate();

        assertThat(present.list(Layout.uploads(APP))).isEmpty();
        assertThat(present.list(Layout.pins(APP))).isEmpty();
    }

    @Test
    void damagedContentThatIsSetAsideIsHiddenThere() {
        storage.move(LAYER_DATA, Layout.damaged(Digest.sha256(LAYER), storage.now()));

        assertThat(storage.stat(LAYER_DATA)).isEmpty();
        assertThat(former.stat(LAYER_DATA)).isPresent();
    }
}
