package dev.berth.registry.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.blobs.DamagedBlobs;
import dev.berth.registry.blobs.DigestLocks;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.scrub.ScrubReport.Damage;
import dev.berth.registry.scrub.ScrubReport.State;
import dev.berth.registry.storage.InterceptedStorage;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubTest {
    private static final RepositoryName REPOSITORY = RepositoryName.parse("team/app");
    private static final int BLOBS = 40;

    @TempDir
    private Path root;

    private Storage storage = new FilesystemStorage(new FilesystemConfig(Path.of("")), Clock.systemUTC());
    private final List<Damage> told = new ArrayList<>();
    private List<Digest> sorted = List.of();

    @BeforeEach
    void blobs() {
        storage = new FilesystemStorage(new FilesystemConfig(root), Clock.systemUTC());
        sorted = IntStream.range(0, BLOBS)
                .mapToObj(i -> content(i))
                .map(this::store)
                .sorted()
                .toList();
    }

    @Test
    void damageIsMovedAsideAndToldWithItsRepositories() {
        Digest damaged = sorted.get(17);
        damage(damaged);

        ScrubReport report = run(storage, () -> false);

        assertThat(report.state()).isEqualTo(State.Succeeded);
        assertThat(report.blobs()).isEqualTo(BLOBS);
        assertThat(report.damaged()).isEqualTo(told).singleElement().satisfies(damage -> {
            assertThat(damage.digest()).isEqualTo(damaged.toString());
            assertThat(damage.repositories()).containsExactly("team/app");
            assertThat(root.resolve(damage.movedTo())).hasContent("something else");
        });
        assertThat(storage.stat(Layout.blobData(damaged))).isEmpty();
        assertThat(new ScrubState(storage).read()).contains(report);
    }

    @Test
    void runThatWasStoppedGoesOnWhereItWas() {
        damage(sorted.get(2));
        damage(sorted.get(30));
        int[] pieces = {0};
        ScrubReport stopped = run(storage, () -> ++pieces[0] > BLOBS / 2);
        assertThat(stopped.state()).isEqualTo(State.Running);
        assertThat(stopped.blobs()).isBetween(1L, BLOBS - 1L);
        assertThat(stopped.position())
                .isEqualTo(sorted.get((int) stopped.blobs() - 1).toString());
        damage(sorted.get(3));

        ScrubReport ended = run(storage, () -> false);

        assertThat(ended.id()).isEqualTo(stopped.id());
        assertThat(ended.blobs()).isEqualTo(BLOBS);
        assertThat(ended.damaged())
                .extracting(Damage::digest)
                .as("what was damaged behind it is found by the next run")
                .containsExactly(sorted.get(2).toString(), sorted.get(30).toString());
        assertThat(run(storage, () -> false).damaged())
                .extracting(Damage::digest)
                .containsExactly(sorted.get(3).toString());
    }

    /// As by another replica, between the look and the move.
    @Test
    void soundContentThatTookThePlaceOfDamagedComesBack() {
        Digest damaged = sorted.get(5);
        damage(damaged);
        Storage between = InterceptedStorage.of(storage, (step, arguments) -> {
            if (step.equals("move") && arguments.getFirst().equals(Layout.blobData(damaged))) {
                storage.write(Layout.blobData(damaged), original(damaged));
            }
        });

        ScrubReport report = run(between, () -> false);

        assertThat(report.damaged()).isEmpty();
        try (var content = storage.open(Layout.blobData(damaged)).orElseThrow()) {
            assertThat(content.readAll(1000)).isEqualTo(original(damaged));
        }
    }

    /// A disk or a network that fails says nothing of the content.
    @Test
    void blobThatCannotBeReadIsToldAndStays() {
        Digest unreadable = sorted.get(5);
        Storage failing = InterceptedStorage.of(storage, (step, arguments) -> {
            if (step.equals("open") && arguments.getFirst().equals(Layout.blobData(unreadable))) {
                throw new StorageException("no route to host");
            }
        });

        ScrubReport report = run(failing, () -> false);

        assertThat(report.state()).isEqualTo(State.Succeeded);
        assertThat(report.problems()).singleElement().asString().contains(unreadable.toString(), "no route to host");
        assertThat(storage.stat(Layout.blobData(unreadable))).isPresent();
    }

    @Test
    void noMoreThanTheRateIsRead() {
        store(new String(new char[200_000]).replace('\0', 'x'));
        long start = System.nanoTime();

        Scrub.after(Optional.empty(), storage, means(new Pace(1 << 20, () -> false, _ -> {})))
                .run();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(190));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{interval: soon}", "{rate: fast}"})
    void wrongSettingIsNamed(String settings) {
        assertThatThrownBy(() -> ScrubConfig.from(ConfigurationNode.parse("berth: {scrub: " + settings + "}")))
                .hasMessageStartingWith("berth.scrub.");
    }

    @Test
    void settingsHaveTheirUsualValues() {
        assertThat(ScrubConfig.from(ConfigurationNode.parse("version: 0.1")))
                .isEqualTo(new ScrubConfig(Duration.ofDays(7), 20 << 20));
        assertThat(ScrubConfig.from(ConfigurationNode.parse("berth: {scrub: {interval: 0}}"))
                        .isOn())
                .isFalse();
    }

    private ScrubReport run(Storage on, BooleanSupplier stopped) {
        var content = new DamagedBlobs(on, new DigestLocks(), Clock.systemUTC());
        var means = new Scrub.Means(content, new Pace(0, stopped, _ -> {}), (_, damage) -> told.add(damage));
        Scrub scrub = Scrub.after(new ScrubState(storage).read(), on, means);
        scrub.run();
        return scrub.report();
    }

    private Scrub.Means means(Pace pace) {
        return new Scrub.Means(new DamagedBlobs(storage, new DigestLocks(), Clock.systemUTC()), pace, (_, _) -> {});
    }

    private static String content(int number) {
        return "content " + number;
    }

    private byte[] original(Digest digest) {
        return IntStream.range(0, BLOBS)
                .mapToObj(i -> bytes(content(i)))
                .filter(bytes -> Digest.sha256(bytes).equals(digest))
                .findFirst()
                .orElseThrow();
    }

    private Digest store(String content) {
        Digest digest = Digest.sha256(bytes(content));
        storage.write(Layout.blobData(digest), bytes(content));
        new Links(storage).write(Layout.layerLink(REPOSITORY, digest), digest);
        return digest;
    }

    private void damage(Digest digest) {
        storage.write(Layout.blobData(digest), bytes("something else"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
