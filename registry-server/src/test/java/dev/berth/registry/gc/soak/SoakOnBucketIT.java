package dev.berth.registry.gc.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.gc.soak.Tally.Count;
import dev.berth.registry.s3.ObjectServer;
import dev.berth.registry.s3.ObjectServers;
import dev.berth.registry.s3.TestBucket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same with three servers on one bucket, each request of a client to another of them. What is condemned there is
/// held for a minute at least, so a run takes some.
class SoakOnBucketIT {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.bucket.minutes", 3));
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
    private static final int SERVERS = 3;

    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLostBesideCollectionsAndKills() throws Exception {
        ObjectServer service = ObjectServers.chosen().running();
        String driver = "s3: {regionendpoint: '%s', bucket: '%s', accesskey: '%s', secretkey: '%s'}"
                .formatted(
                        service.endpoint(), TestBucket.make(service), ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY);
        Tally tally = new Soak(BerthSubject.onBucket(folder, driver, SERVERS), LENGTH, SEED).run();

        System.out.print(tally.table("soak.seed=" + SEED + ", " + LENGTH.toMinutes() + " minutes, " + SERVERS
                + " servers on a bucket, " + Soak.CLIENTS + " clients"));
        assertThat(tally.broken()).isEmpty();
        assertThat(tally.get(Count.REPOSITORIES_KEPT_WHOLE)).isZero();
        assertThat(tally.get(Count.PURGED)).isPositive();
        assertThat(tally.get(Count.KILLS)).isPositive();
    }
}
