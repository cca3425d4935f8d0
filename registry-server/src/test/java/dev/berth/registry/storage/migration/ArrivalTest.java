package dev.berth.registry.storage.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalTest {
    private static final StorageKey TAG = Layout.tagCurrentLink(RepositoryName.parse("app"), Tag.parse("v1"));
    private static final StorageKey OTHER_TAG = Layout.tagCurrentLink(RepositoryName.parse("app"), Tag.parse("v2"));
    private static final byte[] TARGET = Digest.sha256(new byte[0]).toString().getBytes(UTF_8);

    @TempDir
    Path folder;

    private Storage old;
    private Storage next;

    @BeforeEach
    void aTagInTheOldStorage() {
        old = at("old");
        next = at("next");
        old.write(TAG, TARGET);
    }

    @Test
    void whatWasRemovedAfterTheEndStaysAwayWhenTheServerStartsAgain() {
        move(old, next, "old").delete(TAG);

        var migrations = migrations();
        var storage = migrations.moving(old, next, "old");

        assertThat(storage.stat(TAG)).isEmpty();
        assertThat(migrations.isUnderWay()).isFalse();
        assertThat(migrations.report().orElseThrow().state()).isEqualTo(MigrationReport.State.Completed);
    }

    @Test
    void whatWasBegunGoesOn() {
        migrations().moving(old, next, "old").write(OTHER_TAG, TARGET);

        assertThat(move(old, next, "old").stat(TAG)).isPresent();
        assertThat(next.stat(TAG)).isPresent();
    }

    /// Its tags would hide those that were moved since.
    @Test
    void aStorageThatWasLeftOnceIsNotReturnedToUnlessItIsEmpty() {
        move(old, next, "old");

        assertThatThrownBy(() -> migrations().moving(next, old, "next"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("holds images already");

        old.delete(Layout.repositories());
        assertThat(move(next, old, "next").stat(TAG)).isPresent();
        assertThatThrownBy(() -> migrations().moving(old, next, "old"))
                .as("and no more is the other")
                .hasMessageContaining("holds images already");
    }

    @Test
    void whatIsLeftOfAnEarlierMoveIsForgotten() {
        next.write(Layout.hidden().children(TAG.segments()).child("_hidden"), new byte[0]);

        assertThat(move(old, next, "old").stat(TAG)).isPresent();
        assertThat(next.stat(TAG)).isPresent();
    }

    @Test
    void aPassThatIsCutOffIsToldApart() {
        var progress = new MigrationProgress(Clock.systemUTC().instant());
        progress.startPass();
        progress.problem("a damaged blob");

        progress.interrupt("no space");

        var report = progress.report(Clock.systemUTC().instant());
        assertThat(report.state()).isEqualTo(MigrationReport.State.Interrupted);
        assertThat(report.problems()).containsExactly("a pass was cut off: no space");
        progress.startPass();
        assertThat(progress.report(Clock.systemUTC().instant()).state()).isEqualTo(MigrationReport.State.Copying);
    }

    private Storage at(String name) {
        return new FilesystemStorage(new FilesystemConfig(folder.resolve(name)), Clock.systemUTC());
    }

    private static Migrations migrations() {
        var from = ConfigurationNode.parse("storage: {filesystem: {}}");
        return new Migrations(new MigrationConfig(Optional.of(from), 0), Clock.systemUTC());
    }

    /// To its end.
    private static Storage move(Storage from, Storage to, String name) {
        var migrations = migrations();
        var storage = migrations.moving(from, to, name);
        migrations.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> !migrations.isUnderWay());
        migrations.close();
        return storage;
    }
}
