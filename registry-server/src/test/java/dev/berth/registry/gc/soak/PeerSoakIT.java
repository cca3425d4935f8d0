package dev.berth.registry.gc.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.InstalledPrograms;
import dev.berth.registry.gc.soak.Tally.Count;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same on other registries, to be read beside [SoakIT]. It tells and asserts nothing of them, and runs where
/// properties name the programs.
class PeerSoakIT {
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("soak.peer.seconds", 20));
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void distributionCollectsBesideItsServer() throws Exception {
        tell("distribution", new DistributionSubject(program("soak.distribution"), folder, List.of()));
    }

    @Test
    void distributionCollectsBesideItsServerWithUntaggedOnes() throws Exception {
        tell(
                "distribution --delete-untagged",
                new DistributionSubject(program("soak.distribution"), folder, List.of("--delete-untagged")));
    }

    @Test
    void zotCollectsByItself() throws Exception {
        tell("zot", new ZotSubject(program("soak.zot"), folder));
    }

    @Test
    void berthForComparison() throws Exception {
        program("soak.distribution");
        tell("Berth", BerthSubject.on(folder));
    }

    private static Path program(String property) {
        String named = System.getProperty(property, "");
        if (named.isEmpty()) {
            InstalledPrograms.skip("soak of a peer", "-D" + property + " names no program");
        }
        return Path.of(named);
    }

    private static void tell(String name, Subject subject) throws Exception {
        Tally tally = new Soak(subject, LENGTH, SEED).run();

        System.out.print(tally.table(name + ", " + LENGTH.toSeconds() + " s, " + Soak.CLIENTS + " clients"));
        tally.broken().stream().limit(3).forEach(each -> System.out.println("    " + each));
        assertThat(tally.get(Count.PUSHES_ACKNOWLEDGED)).isPositive();
    }
}
