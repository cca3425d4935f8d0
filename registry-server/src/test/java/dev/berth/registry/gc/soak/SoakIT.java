package dev.berth.registry.gc.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.gc.soak.Tally.Count;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing that was acknowledged is lost, however often garbage is collected and the server is killed meanwhile.
class SoakIT {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 2));
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLostBesideCollectionsAndKills() throws Exception {
        Tally tally = new Soak(BerthSubject.on(folder), LENGTH, SEED).run();

        System.out.print(tally.table(
                "soak.seed=" + SEED + ", " + LENGTH.toMinutes() + " minutes, " + Soak.CLIENTS + " clients"));
        assertThat(tally.broken()).isEmpty();
        assertThat(tally.get(Count.REPOSITORIES_KEPT_WHOLE)).isZero();
        assertThat(tally.get(Count.PURGED)).isPositive();
        assertThat(tally.get(Count.KILLS)).isPositive();
    }
}
