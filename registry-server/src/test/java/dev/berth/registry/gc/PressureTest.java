package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.SmallDisk;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.limits.FreeSpaceMark;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.retention.RetentionConfig;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What collections purge before its time when room is short. Time passes by storages whose clock is ahead.
class PressureTest {
    private static final RepositoryName REPOSITORY = RepositoryName.parse("team/app");
    private static final int LARGE = 3 << 20;
    private static final Duration MIN_AGE = Duration.ofHours(1);
    private static final CollectionRequest REQUEST =
            new CollectionRequest(MIN_AGE, Duration.ofHours(12), true, false, 0);

    @RegisterExtension
    static final SmallDisk DISK = new SmallDisk(16);

    @AfterEach
    void empty() throws IOException {
        try (Stream<Path> files = Files.walk(DISK.root())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(DISK.root())) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void condemnedContentStaysForItsHoldWhileThereIsRoom() {
        Digest condemned = condemned(1, Duration.ZERO);

        collect(Duration.ofHours(9), "1MiB");

        assertThat(isCondemned(condemned)).isTrue();
    }

    @Test
    void condemnedContentGoesBeforeItsTimeWhenThereIsNone() {
        Digest condemned = condemned(1, Duration.ZERO);

        CollectionReport report = collect(Duration.ofHours(9), "15MiB");

        assertThat(isCondemned(condemned)).isFalse();
        assertThat(report.freedBytes()).isEqualTo(LARGE);
    }

    /// A client was told "I have it" in the moment in which it was condemned.
    @Test
    void whatWasPromisedWithinTheMinimumAgeStaysEvenThen() {
        Digest promised = blob(1);
        storage(Duration.ofHours(9).minus(MIN_AGE.dividedBy(2))).touch(Layout.blobData(promised));
        storage(Duration.ZERO).condemned().condemn(Layout.blobData(promised));

        collect(Duration.ofHours(9), "15MiB");

        assertThat(isCondemned(promised)).isTrue();
        assertThat(storage(Duration.ofHours(9)).condemned().rescue(Layout.blobData(promised)))
                .isTrue();
    }

    @Test
    void theOldestGoFirstUntilThereIsRoom() {
        Digest younger = condemned(1, Duration.ofHours(5));
        Digest older = condemned(2, Duration.ZERO);

        collect(Duration.ofHours(9), "12MiB");

        assertThat(isCondemned(older)).isFalse();
        assertThat(isCondemned(younger)).isTrue();
    }

    /// The second round of one run purges what its first condemned.
    @Test
    void oneRunIsEnoughForWhatNobodyNames() {
        Digest unnamed = blob(1);

        CollectionReport report = collect(Duration.ofHours(9), "15MiB");

        assertThat(report.removedBlobs()).isEqualTo(1);
        assertThat(isCondemned(unnamed)).isFalse();
    }

    @Test
    void manifestThatWasPromisedKeepsWhatItNames() {
        SampleTree tree = new SampleTree(storage(Duration.ZERO));
        var image = tree.image(REPOSITORY, "promised");
        Storage later = storage(Duration.ofHours(9).minus(MIN_AGE.dividedBy(2)));
        later.condemned().condemn(Layout.revisionLink(REPOSITORY, image.digest()));
        later.touch(Layout.blobData(image.digest()));

        collect(Duration.ofHours(9), "16MiB");

        assertThat(later.condemned().stat(Layout.revisionLink(REPOSITORY, image.digest())))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{startbelow: much} | berth.garbagecollection.startbelow must be a size",
                "{maxrate: -1} | berth.garbagecollection.maxrate must be from 0",
                "{minage: soon} | berth.garbagecollection.minage must be a duration"
            })
    void wrongSettingIsNamed(String settings, String problem) {
        assertThatThrownBy(() ->
                        CollectionConfig.from(ConfigurationNode.parse("berth: {garbagecollection: " + settings + "}")))
                .hasMessageContaining(problem);
    }

    private static Digest condemned(int seed, Duration when) {
        Digest digest = blob(seed);
        storage(when).condemned().condemn(Layout.blobData(digest));
        return digest;
    }

    private static Digest blob(int seed) {
        byte[] content = new byte[LARGE];
        content[0] = (byte) seed;
        return new SampleTree(storage(Duration.ZERO)).blob(REPOSITORY, content);
    }

    private static CollectionReport collect(Duration when, String free) {
        Storage storage = storage(when);
        FreeSpaceMark mark = CollectionConfig.from(
                        ConfigurationNode.parse("berth: {garbagecollection: {startbelow: " + free + "}}"))
                .startBelow();
        CollectionReport report =
                Collecting.collect(storage, REQUEST, RetentionConfig.none(), new Pressure(mark, storage));
        assertThat(report.problems()).isEmpty();
        return report;
    }

    private static boolean isCondemned(Digest digest) {
        return storage(Duration.ZERO).condemned().stat(Layout.blobData(digest)).isPresent();
    }

    private static Storage storage(Duration ahead) {
        return new FilesystemStorage(new FilesystemConfig(DISK.root()), Clock.offset(Clock.systemUTC(), ahead));
    }
}
