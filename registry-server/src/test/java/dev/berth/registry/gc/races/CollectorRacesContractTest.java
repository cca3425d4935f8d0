package dev.berth.registry.gc.races;

import static dev.berth.registry.gc.races.Race.CONDEMN;
import static dev.berth.registry.gc.races.Race.PURGE;
import static dev.berth.registry.gc.races.Race.beside;
import static dev.berth.registry.gc.races.Race.collect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.berth.registry.TestImages;
import dev.berth.registry.gc.CollectorLease;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Pulls, crashes, other collectors, other clocks and other servers.
/// Of the fifteen races one has no subject here: (o), a proxy cache that is filled while the same blob expires. There
/// is no proxy cache.
interface CollectorRacesContractTest {
    Storage storage();

    Storage later(Duration by);

    private Replica server() {
        return new Replica(storage());
    }

    /// (j) A pull that has begun goes on, whatever becomes of the blob.
    @Test
    default void pullOfABlobThatIsPurgedMeanwhileEnds() {
        byte[] content = TestImages.layer("pulled");
        Digest blob = server().upload(content);

        try (var open = storage().open(Layout.blobData(blob)).orElseThrow()) {
            collect(storage(), CONDEMN);
            collect(storage(), PURGE);

            assertThat(server().isStored(blob)).isFalse();
            assertThat(open.readAll(content.length)).isEqualTo(content);
        }
    }

    @Test
    default void pullOfACondemnedBlobBringsItBack() {
        byte[] content = TestImages.layer("pulled");
        Digest blob = server().upload(content);
        collect(storage(), CONDEMN);

        assertThat(server().has(blob)).isTrue();

        assertThat(server().isCondemned(blob)).isFalse();
    }

    /// (k) Killed before any of its steps, the next run goes on.
    @Test
    default void collectionThatIsKilledAnywhereIsEndedByTheNext() {
        server().pushUntagged("live");
        server().put("v1", Replica.image("live"));
        boolean ended = false;
        for (int steps = 0; !ended; steps++) {
            server().pushUntagged("garbage");
            collect(storage(), CONDEMN);
            server().pushUntagged("more garbage");
            Steps killing = new Steps();
            killing.killAfter(steps);
            ended = catchThrowable(() -> collect(killing.of(storage()), PURGE)) == null;
        }

        collect(storage(), PURGE);
        collect(storage(), PURGE);

        server().assertWhole("v1", "live");
        assertThat(server().isStored(Replica.layer("garbage"))).isFalse();
        assertThat(server().isStored(Replica.layer("more garbage"))).isFalse();
        assertThat(storage().condemned().list(Layout.blobs())).isEmpty();
        assertThat(storage().condemned().list(Layout.layers(Replica.REPOSITORY)))
                .isEmpty();
    }

    /// (l) A second collector is sent away, and breaks nothing where it is not.
    @Test
    default void twoCollectorsAtOnceBreakNothing() throws Exception {
        server().pushUntagged("live");
        server().put("v1", Replica.image("live"));
        server().pushUntagged("garbage");
        collect(storage(), CONDEMN);
        Steps first = new Steps();
        Steps.Stop marked = first.before("condemned.list", "v2/blobs");
        var one = beside(() -> collect(first.of(storage()), PURGE));
        marked.awaitReached();

        collect(storage(), PURGE);
        server().pushUntagged("garbage");
        server().put("v2", Replica.image("garbage"));
        marked.release();

        Race.await(one);
        collect(storage(), PURGE);
        server().assertWhole("v1", "live");
        server().assertWhole("v2", "garbage");
    }

    @Test
    default void secondCollectorGetsNoLease() {
        try (var _ = CollectorLease.acquire(storage()).orElseThrow()) {
            assertThat(CollectorLease.acquire(storage())).isEmpty();
        }
        assertThat(CollectorLease.acquire(storage())).hasValueSatisfying(CollectorLease::close);
    }

    /// (m) A collector whose clock is a day ahead, and one a day behind, beside a server whose clock is right.
    @Test
    default void collectorsWithWrongClocksBreakNothing() {
        for (Duration wrong : new Duration[] {Duration.ofDays(1), Duration.ofDays(-1)}) {
            server().uploadImage("skewed");
            collect(later(wrong), CONDEMN);

            server().put("v1", Replica.image("skewed"));

            collect(later(wrong), CONDEMN);
            collect(later(wrong), PURGE);
            collect(storage(), PURGE);
            server().assertWhole("v1", "skewed");
        }
    }

    /// (n) There is no cache of descriptors: what another process collected is unknown to every server at once.
    @Test
    default void serverThatHasSeenABlobKnowsThatAnotherCollectedIt() {
        Replica warm = server();
        Digest blob = warm.upload(TestImages.layer("warm"));
        assertThat(warm.has(blob)).isTrue();

        collect(storage(), CONDEMN);
        collect(storage(), PURGE);

        assertThat(warm.has(blob)).isFalse();
        assertThat(server().has(blob)).isFalse();
    }

    @Test
    default void serverThatRemembersPromisesWhatIsGone() {
        Replica warm = new Replica(Faults.remembering(storage()));
        Digest blob = warm.upload(TestImages.layer("warm"));
        assertThat(warm.has(blob)).isTrue();

        collect(storage(), CONDEMN);
        collect(storage(), PURGE);
        storage()
                .write(
                        Layout.layerLink(Replica.REPOSITORY, blob),
                        blob.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(warm.has(blob)).isTrue();
        assertThat(server().has(blob)).isFalse();
    }
}
