package dev.berth.registry.gc.races;

import static dev.berth.registry.gc.races.Race.CONDEMN;
import static dev.berth.registry.gc.races.Race.PURGE;
import static dev.berth.registry.gc.races.Race.beside;
import static dev.berth.registry.gc.races.Race.collect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.storage.Storage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Indexes and repeated digests that race with collections.
interface ManifestRacesContractTest extends RacedStorage {
    /// (g) The children of an index that is pushed after them, while they are purged.
    @Test
    default void indexKeepsTheChildrenThatAreBeingPurged() throws Exception {
        assertThat(isChildWholeAfterRace(UnaryOperator.identity())).isTrue();
    }

    @Test
    default void indexLosesTheChildrenThatAreBeingPurgedWithoutRescue() throws Exception {
        assertThat(isChildWholeAfterRace(Faults::withoutRescue)).isFalse();
    }

    @Test
    default void indexPushedBeforeItsChildrenIsRefusedAndThenTaken() {
        Document index = TestImages.index(Replica.image("child"));
        assertThat(server().refusal(() -> server().put("multi", index))).isPresent();

        server().pushUntagged("child");
        condemn();
        server().put("multi", index);

        purge();
        server().assertWhole(Replica.image("child").digest().toString(), "child");
    }

    private boolean isChildWholeAfterRace(UnaryOperator<Storage> served) throws Exception {
        Document child = server().pushUntagged("child");
        condemn();
        Steps purging = new Steps();
        Steps.Stop purge = purging.before("condemned.purge", "");
        var collection = beside(() -> collect(purging.of(storage()), PURGE));
        purge.awaitReached();
        new Replica(served.apply(storage())).put("multi", TestImages.index(child));
        purge.release();
        Race.await(collection);
        Race.collectAnyway(storage(), PURGE);
        return server().isWhole(child.digest().toString(), "child");
    }

    /// An inner index that is taken back while what it names is purged: the outer goes first, so it is all there.
    @Test
    default void nestedIndexIsTakenBackWithAllItNames() throws Exception {
        Document image = server().pushUntagged("inner");
        Document inner = TestImages.index(image);
        server().put(inner.digest().toString(), inner);
        condemn();
        Steps purging = new Steps();
        Steps.Stop purge = purging.before("condemned.purge", "_manifests/revisions");
        var collection = beside(() -> collect(purging.of(storage()), PURGE));
        purge.awaitReached();

        server().put("nested", TestImages.index(inner));

        purge.release();
        Race.await(collection);
        purge();
        server().assertWhole(image.digest().toString(), "inner");
    }

    /// The same where the image has gone by then: the push is told so, and lies to nobody.
    @Test
    default void nestedIndexIsRefusedOnceItsInnerOneIsPurged() throws Exception {
        Document image = server().pushUntagged("inner");
        Document inner = TestImages.index(image);
        server().put(inner.digest().toString(), inner);
        condemn();
        Steps purging = new Steps();
        Steps.Stop purge = purging.before("condemned.purge", image.digest().hex() + "/link");
        var collection = beside(() -> collect(purging.of(storage()), PURGE));
        purge.awaitReached();

        assertThat(server().refusal(() -> server().put("nested", TestImages.index(inner))))
                .isPresent();

        purge.release();
        Race.await(collection);
    }

    /// A manifest that is purged between its pin and its second look, by a collector whose mark is older: the next
    /// mark sees the pin and must find what that names, or the push must be refused.
    @Test
    default void pinnedManifestThatWasPurgedIsNotAcknowledgedWithoutItsBlobs() throws Exception {
        Document image = server().pushUntagged("pinned");
        Steps pushing = new Steps();
        Steps.Stop pin = pushing.before("write", "berth/pins");
        Replica replica = new Replica(pushing.of(storage()));
        var push = CompletableFuture.supplyAsync(() -> replica.refusal(() -> replica.put("v1", image)));
        pin.awaitReached();
        condemn();
        server().uploadImage("pinned");
        Steps purging = new Steps();
        Steps.Stop purge = purging.before("condemned.purge", "");
        var collection = beside(() -> collect(purging.of(storage()), PURGE));
        purge.awaitReached();
        Steps.Stop second = pushing.before("stat", image.digest().hex() + "/data");
        pin.release();
        second.awaitReached();
        purge.release();
        Race.await(collection);
        purge();
        second.release();

        boolean acknowledged = push.get(30, TimeUnit.SECONDS).isEmpty();

        assertThat(server().isWhole("v1", "pinned")).isEqualTo(acknowledged);
    }

    /// (i) The same digest is pushed again, and condemned again by a collector whose mark is older, between the look
    /// of a collector and its purge.
    @Test
    default void purgeOfAnEarlierCondemnationLeavesTheLaterOneAlone() throws Exception {
        assertThat(isWholeAfterSecondCondemnation(UnaryOperator.identity())).isTrue();
    }

    @Test
    default void purgeOfAnEarlierCondemnationTakesTheLaterOneWithoutNames() throws Exception {
        assertThat(isWholeAfterSecondCondemnation(Faults::withoutNames)).isFalse();
    }

    private boolean isWholeAfterSecondCondemnation(UnaryOperator<Storage> purger) throws Exception {
        server().uploadImage("again");
        condemn();
        String data = Replica.layer("again").hex() + "/data";
        Steps purging = new Steps();
        Steps.Stop purge = purging.before("condemned.purge", data);
        var purgingRun = beside(() -> collect(purging.of(purger.apply(storage())), PURGE));
        purge.awaitReached();
        server().uploadImage("again");
        Steps marked = new Steps();
        Steps.Stop old = marked.before("list", "v2/blobs");
        var older = beside(() -> collect(marked.of(storage()), CONDEMN));
        old.awaitReached();
        server().uploadImage("again");
        server().put("v1", Replica.image("again"));
        letTimePass(Duration.ofHours(2));
        old.release();
        Race.await(older);
        assertThat(server().isCondemned(Replica.layer("again"))).isTrue();
        purge.release();
        Race.await(purgingRun);
        Race.collectAnyway(storage(), PURGE);
        return server().isWhole("v1", "again");
    }

    @Test
    default void digestThatIsDeletedAndPushedAgainStays() {
        Document image = server().pushUntagged("repushed");
        condemn();
        server().delete(image);

        server().uploadImage("repushed");
        server().put("v1", image);

        purge();
        server().assertWhole("v1", "repushed");
    }
}
