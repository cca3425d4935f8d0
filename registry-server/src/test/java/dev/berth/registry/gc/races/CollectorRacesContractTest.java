package dev.berth.registry.gc.races;

import static dev.berth.registry.gc.races.Race.CONDEMN;
import static dev.berth.registry.gc.races.Race.PURGE;
import static dev.berth.registry.gc.races.Race.PURGE_ANY;
import static dev.berth.registry.gc.races.Race.beside;
import static dev.berth.registry.gc.races.Race.collect;
import static dev.berth.registry.gc.races.Race.collectAnyway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.berth.registry.TestImages.Document;
import dev.berth.registry.gc.CollectionRequest;
import dev.berth.registry.gc.CollectorLease;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Crashes, other collectors, and other clocks.
/// Of the fifteen races one has no subject here: (o), a proxy cache that is filled while the same blob expires. There
/// is no proxy cache.
interface CollectorRacesContractTest extends RacedStorage {
    Duration DAY = Duration.ofDays(1);

    /// (k) Killed before any of its changes, the next run goes on.
    @Test
    default void collectionThatIsKilledAnywhereIsEndedByTheNext() {
        server().pushUntagged("live");
        server().put("v1", Replica.image("live"));
        boolean ended = false;
        for (int changes = 0; !ended; changes++) {
            server().pushUntagged("garbage");
            condemn();
            server().pushUntagged("more garbage");
            Steps killing = new Steps();
            killing.killAfter(changes);
            ended = catchThrowable(() -> collect(killing.of(storage()), PURGE)) == null;
        }

        letTimePass(A_MOMENT);
        purge();
        letTimePass(A_MOMENT);
        purge();

        server().assertWhole("v1", "live");
        assertThat(server().isStored(Replica.layer("garbage"))).isFalse();
        assertThat(server().isStored(Replica.layer("more garbage"))).isFalse();
        assertThat(storage().condemned().list(Layout.blobs())).isEmpty();
        assertThat(storage().condemned().list(Layout.layers(Replica.REPOSITORY)))
                .isEmpty();
    }

    /// Whatever it was killed before, what can still be asked for is whole: manifests go before what they name.
    @Test
    default void collectionThatIsKilledAnywhereLeavesNothingInPart() {
        assertThat(isAnythingBrokenByAKill(UnaryOperator.identity())).isFalse();
    }

    @Test
    default void collectionThatIsKilledLeavesManifestsWithoutTheirBlobsWhenThoseGoFirst() {
        assertThat(isAnythingBrokenByAKill(Faults::blobsBeforeManifests)).isTrue();
    }

    private boolean isAnythingBrokenByAKill(UnaryOperator<Storage> collector) {
        for (int changes = 0; ; changes++) {
            Document garbage = server().pushUntagged("garbage");
            condemn();
            Document more = server().pushUntagged("more garbage");
            Steps killing = new Steps();
            killing.killAfter(changes);
            boolean ended = catchThrowable(() -> collect(collector.apply(killing.of(storage())), PURGE)) == null;
            if (server().isBroken(garbage, "garbage") || server().isBroken(more, "more garbage")) {
                return true;
            }
            if (ended) {
                return false;
            }
        }
    }

    /// (l) A second collector is sent away, and breaks nothing where it is not.
    @Test
    default void secondCollectorGetsNoLease() {
        try (var _ = CollectorLease.acquire(storage()).orElseThrow()) {
            assertThat(CollectorLease.acquire(storage())).isEmpty();
        }
        assertThat(CollectorLease.acquire(storage())).hasValueSatisfying(CollectorLease::close);
    }

    @Test
    default void twoCollectorsAtOnceBreakNothing() throws Exception {
        server().pushUntagged("live");
        server().put("v1", Replica.image("live"));
        server().pushUntagged("garbage");
        condemn();
        Steps first = new Steps();
        Steps.Stop marked = first.before("condemned.list", "v2/blobs");
        var one = beside(() -> collect(first.of(storage()), PURGE));
        marked.awaitReached();

        purge();
        server().pushUntagged("garbage");
        server().put("v2", Replica.image("garbage"));
        marked.release();

        Race.await(one);
        purge();
        server().assertWhole("v1", "live");
        server().assertWhole("v2", "garbage");
    }

    @Test
    default void collectorLeavesAloneWhatAnotherCondemnedSinceItsMark() throws Exception {
        uploadRaced();
        assertThat(isWholeAfterTwoCollectors(storage(), PURGE)).isTrue();
    }

    @Test
    default void collectorPurgesWhatAnotherCondemnedSinceItsMarkWhenItDoesNotLookSinceWhen() throws Exception {
        uploadRaced();
        assertThat(isWholeAfterTwoCollectors(storage(), PURGE_ANY)).isFalse();
    }

    private void uploadRaced() {
        server().uploadImage("raced");
        letTimePass(A_MOMENT);
    }

    /// The marks of both are older than the push. The one condemns what that names, then the other looks what it may
    /// purge.
    private boolean isWholeAfterTwoCollectors(Storage purger, CollectionRequest request) throws Exception {
        return isWholeAfterTwoCollectors(purger, request, storage());
    }

    private boolean isWholeAfterTwoCollectors(Storage purger, CollectionRequest request, Storage condemner)
            throws Exception {
        Steps purging = new Steps();
        Steps.Stop look = purging.before("condemned.list", "v2/blobs");
        var purge = beside(() -> collect(purging.of(purger), request));
        look.awaitReached();
        Steps condemning = new Steps();
        Steps.Stop sweep = condemning.before("list", "v2/blobs");
        var condemnation = beside(() -> collect(condemning.of(condemner), CONDEMN));
        sweep.awaitReached();
        server().put("v1", Replica.image("raced"));
        sweep.release();
        Race.await(condemnation);
        assertThat(server().isCondemned(Replica.layer("raced"))).isTrue();
        look.release();
        Race.await(purge);
        letTimePass(A_MOMENT);
        collectAnyway(storage(), PURGE);
        return server().isWhole("v1", "raced");
    }

    /// (m) A collector whose clock is a day ahead, and one a day behind, beside a server whose clock is right.
    @Test
    default void collectorsWithWrongClocksBreakNothing() {
        for (Duration wrong : new Duration[] {DAY, DAY.negated()}) {
            server().uploadImage("skewed");
            collect(withWrongClock(wrong), CONDEMN);

            server().put("v1", Replica.image("skewed"));

            collect(withWrongClock(wrong), CONDEMN);
            letTimePass(A_MOMENT);
            collect(withWrongClock(wrong), PURGE);
            purge();
            server().assertWhole("v1", "skewed");
        }
    }

    /// A mark begins when the storage's clock says so.
    @Test
    default void collectorWhoseClockIsAheadLeavesAloneWhatWasCondemnedSinceItsMark() throws Exception {
        uploadRaced();
        assertThat(isWholeAfterTwoCollectors(withWrongClock(DAY), PURGE)).isTrue();
    }

    @Test
    default void collectorWhoseClockIsAheadPurgesTooMuchWhenItBelievesIt() throws Exception {
        uploadRaced();
        assertThat(isWholeAfterTwoCollectors(Faults.believingItsClock(storage(), DAY), PURGE))
                .isFalse();
    }

    /// What is condemned is so since the storage says, not since its collector's clock does, here one that is behind.
    @Test
    default void collectorWhoseClockIsBehindCondemnsSinceNow() throws Exception {
        uploadRaced();
        assertThat(isWholeAfterTwoCollectors(storage(), PURGE, withWrongClock(DAY.negated())))
                .isTrue();
    }

    @Test
    default void condemnationThatIsDatedByACollectorWhoseClockIsBehindIsTakenForAnOldOne() throws Exception {
        uploadRaced();
        assertThat(isWholeAfterTwoCollectors(Faults.datedByCollectors(storage(), DAY.negated()), PURGE))
                .isFalse();
    }
}
