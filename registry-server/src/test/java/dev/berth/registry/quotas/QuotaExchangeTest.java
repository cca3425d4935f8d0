package dev.berth.registry.quotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Repositories;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What several processes on one storage know of each other, and what is left when one is killed.
class QuotaExchangeTest {
    private static final RepositoryName ONE = RepositoryName.parse("team/one");
    private static final RepositoryName TWO = RepositoryName.parse("team/two");
    private static final QuotasConfig CONFIG = QuotasConfig.from(
            ConfigurationNode.parse("berth: {quotas: [{repositories: [team/**], bytes: 100, tags: 2}, {bytes: 150}]}"));

    @TempDir
    private Path root;

    private FilesystemStorage storage = new FilesystemStorage(new FilesystemConfig(Path.of("")), Clock.systemUTC());

    @BeforeEach
    void storage() {
        storage = new FilesystemStorage(new FilesystemConfig(root), Clock.systemUTC());
    }

    private record Replica(Quotas quotas, QuotaExchange exchange) {
        long used(int rule) {
            return quotas.uses().get(rule).usedBytes();
        }
    }

    private Replica replica() {
        var quotas = new Quotas(CONFIG, storage);
        return new Replica(quotas, new QuotaExchange(quotas, storage));
    }

    @Test
    void firstStartCountsWhatIsThereOnceForEachRule() {
        link(ONE, "shared", 40);
        link(TWO, "shared", 40);
        link(TWO, "other", 10);
        link(RepositoryName.parse("elsewhere"), "shared", 40);
        link(RepositoryName.parse("elsewhere"), "more", 5);
        new Links(storage).write(Layout.tagCurrentLink(ONE, Tag.parse("v1")), digest("shared"));
        var process = replica();
        assertThat(process.quotas().uses()).isEmpty();

        process.exchange().run();

        assertThat(process.quotas().uses())
                .containsExactly(new QuotaUse("team/**", 50, 100, 1, 2), new QuotaUse("**", 55, 150, 1, 0));
    }

    @Test
    void nothingIsRefusedBeforeTheFirstCount() {
        var process = replica();

        assertThatCode(() -> process.quotas().take(ONE, digest("large"), 1000)).doesNotThrowAnyException();
        process.exchange().run();

        assertThat(process.used(0)).isEqualTo(1000);
    }

    @Test
    void processesLearnFromEachOther() {
        var first = replica();
        var second = replica();
        first.exchange().run();
        second.exchange().run();

        first.quotas().take(ONE, digest("a"), 60);
        first.exchange().run();
        second.exchange().run();

        assertThat(second.used(0)).isEqualTo(60);
        assertThatThrownBy(() -> second.quotas().take(ONE, digest("b"), 60)).hasMessageContaining("team/**");
        assertThatCode(() -> second.quotas().take(TWO, digest("a"), 60)).doesNotThrowAnyException();
    }

    @Test
    void newCountTakesThePlaceOfTheOldAndForgetsWhatIsGone() {
        var process = replica();
        process.exchange().run();
        process.quotas().take(ONE, digest("never linked"), 60);
        process.exchange().run();
        link(ONE, "linked", 7);

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            recount();
            process.exchange().run();
            return process.used(0) == 7;
        });
    }

    @Test
    void pushDuringACountIsPartOfIt() {
        var process = replica();
        process.exchange().run();
        var recount = new Recount(storage, CONFIG);
        process.quotas().take(ONE, digest("meanwhile"), 60);
        process.exchange().run();
        recount.finish();

        process.exchange().run();

        assertThat(process.used(0)).isEqualTo(60);
        assertThat(another().used(0)).isEqualTo(60);
    }

    @Test
    void whatAKilledProcessDidNotWriteIsCountedAnew() throws IOException {
        var killed = replica();
        killed.exchange().run();
        killed.quotas().take(ONE, digest("a"), 60);
        link(ONE, "a", 60);
        assertThat(another().used(0)).isZero();

        ageOpenMarks(Duration.ofMinutes(2));

        assertThat(another().used(0)).isEqualTo(60);
    }

    @Test
    void damagedCountIsMadeAnew() {
        link(ONE, "a", 60);
        another();
        var counts = new Counts(storage, CONFIG);
        storage.write(counts.counted(counts.latest().orElseThrow()).folder().child("total.json"), new byte[] {'{'});

        var process = replica();
        process.exchange().run();
        process.exchange().run();

        assertThat(process.used(0)).isEqualTo(60);
    }

    @Test
    void oldCountsAndThoseOfOtherRulesGo() {
        storage.write(Layout.quotas().child("otherrules", "total.json"), new byte[0]);
        for (int i = 0; i < 4; i++) {
            recount();
        }

        assertThat(storage.list(Layout.quotas())).hasSize(1);
        assertThat(storage.list(Layout.quotas().child(CONFIG.fingerprint()))).hasSize(2);
    }

    private Replica another() {
        var process = replica();
        process.exchange().run();
        return process;
    }

    private void recount() {
        var recount = new Recount(storage, CONFIG);
        new Repositories(storage).forEach(recount::repository);
        recount.finish();
    }

    private void ageOpenMarks(Duration age) throws IOException {
        try (var files = Files.walk(root.resolve("berth/quotas"))) {
            for (Path mark :
                    files.filter(file -> file.toString().contains("/open/")).toList()) {
                Files.setLastModifiedTime(mark, FileTime.from(Instant.now().minus(age)));
            }
        }
    }

    private void link(RepositoryName repository, String seed, int size) {
        storage.write(Layout.blobData(digest(seed)), new byte[size]);
        new Links(storage).write(Layout.layerLink(repository, digest(seed)), digest(seed));
    }

    private static Digest digest(String seed) {
        return Digest.sha256(seed.getBytes(StandardCharsets.UTF_8));
    }
}
