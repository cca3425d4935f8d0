package dev.berth.registry.gc.races;

import static dev.berth.registry.gc.races.Race.PURGE;
import static dev.berth.registry.gc.races.Race.beside;
import static dev.berth.registry.gc.races.Race.collect;
import static dev.berth.registry.gc.races.Race.collectAnyway;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.gc.CollectionRequest;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.s3.ObjectServers;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Races between the single requests of which tombstones are made, and those of a replica that remembers for a while
/// that there are none.
class TombstoneRacesIT extends S3Replicas {
    private static final Duration NO_MEMORY = Duration.ZERO;
    private static final Duration LONG_MEMORY = Duration.ofHours(1);
    private static final byte[] RACED = TestImages.layer("raced");

    private final Steps requests = new Steps();
    private final Gate gate;

    TombstoneRacesIT() throws IOException {
        gate = new Gate(ObjectServers.VERSITYGW.running().port(), requests);
    }

    @AfterEach
    void closeGate() throws IOException {
        gate.close();
    }

    /// A link is looked for by two requests. One that is purged with its tombstone in between is not there.
    @Test
    void pushThatLooksForALinkWhileItIsPurgedIsNotAcknowledgedWithoutIt() throws Exception {
        server().uploadImage("raced");
        Document other = TestImages.image(TestImages.config("raced"), TestImages.layer("other"));
        server().upload(TestImages.layer("other"));
        server().put("other", other);
        Steps pushing = new Steps();
        Steps.Stop pin = pushing.before("write", "berth/pins");
        Replica replica = new Replica(pushing.of(at(gate.endpoint())));
        var push =
                CompletableFuture.supplyAsync(() -> replica.refusal(() -> replica.put("v1", Replica.image("raced"))));
        pin.awaitReached();
        condemn();
        Steps purging = new Steps();
        Steps.Stop link =
                purging.before("condemned.purge", Replica.layer("raced").hex() + "/link");
        Steps.Stop blob =
                purging.before("condemned.purge", Replica.layer("raced").hex() + "/data");
        var collection = beside(() -> collect(purging.of(storage()), PURGE));
        link.awaitReached();
        Steps.Stop first = requests.before("GET", Replica.layer("raced").hex() + "/link");
        pin.release();
        first.awaitReached();
        Steps.Stop second = requests.before("GET", Replica.layer("raced").hex() + "/link");
        first.release();
        second.awaitReached();
        link.release();
        blob.awaitReached();
        second.release();

        boolean acknowledged = push.get(30, TimeUnit.SECONDS).isEmpty();

        blob.release();
        Race.await(collection);
        assertThat(server().isWhole("v1", "raced")).isEqualTo(acknowledged);
    }

    /// An upload of what is being deleted begins once that is over.
    @Test
    void uploadDuringADeletionStays() throws Exception {
        assertThat(isThereAfterUploadDuringDeletion(NO_MEMORY)).isTrue();
    }

    @Test
    void uploadDuringADeletionIsLostWhenTheReplicaBelievesThatThereAreNoTombstones() throws Exception {
        assertThat(isThereAfterUploadDuringDeletion(LONG_MEMORY)).isFalse();
    }

    private boolean isThereAfterUploadDuringDeletion(Duration memory) throws Exception {
        Replica replica = replicaThatKnowsOfNoTombstone(memory);
        Digest blob = server().upload(RACED);
        condemn();
        Steps.Stop delete = requests.before("DELETE", "v2/blobs");
        Storage purger = at(gate.endpoint());
        var collection = beside(() -> collect(purger, PURGE));
        delete.awaitReached();
        var upload = beside(() -> replica.upload(RACED));
        if (memory.isPositive()) {
            Race.await(upload);
        }
        delete.release();
        Race.await(collection);
        Race.await(upload);
        return server().isStored(blob);
    }

    /// (k) A collector that dies between its word that it deletes and the deletion: a later one ends it.
    @Test
    void deletionThatWasCutOffIsEndedByALaterCollection() throws Exception {
        Digest blob = blobWhoseCollectorDied();

        purge();

        assertThat(hasTombstone(blob)).isFalse();
        server().upload(RACED);
        assertThat(server().has(blob)).isTrue();
    }

    @Test
    void deletionThatWasCutOffIsNeverEndedWithoutTidying() throws Exception {
        Digest blob = blobWhoseCollectorDied();

        collect(Faults.withoutPrune(storage()), PURGE);

        assertThat(hasTombstone(blob)).isTrue();
        assertThat(server().has(blob)).isFalse();
    }

    private Digest blobWhoseCollectorDied() throws Exception {
        Digest blob = server().upload(RACED);
        condemn();
        Steps.Stop delete = requests.before("DELETE", "v2/blobs");
        Storage dying = at(gate.endpoint());
        var collection = beside(() -> collectAnyway(dying, PURGE));
        delete.awaitReached();
        gate.close();
        delete.release();
        Race.await(collection);
        assertThat(hasTombstone(blob)).isTrue();
        assertThat(server().isCondemned(blob)).isFalse();
        letTimePass(Duration.ofMinutes(6));
        return blob;
    }

    private boolean hasTombstone(Digest blob) {
        return storage().stat(Layout.condemnedFolder(Layout.blobData(blob))).isPresent();
    }

    /// What a replica takes in while it believes that nothing is condemned is kept by the hold: once that is over the
    /// marks see what was acknowledged.
    @Test
    void pushInTheBeliefThatThereAreNoTombstonesIsKeptByTheHold() throws Exception {
        Duration hold = remembering(LONG_MEMORY).condemned().shortestHold();
        assertThat(hold).isGreaterThan(LONG_MEMORY.multipliedBy(2));
        CollectionRequest holding = new CollectionRequest(Duration.ZERO, hold, true, false, 0);

        pushInBeliefDuring(holding);

        server().assertWhole("v1", "raced");
        letTimePass(hold);
        collect(storage(), holding);
        server().assertWhole("v1", "raced");
    }

    @Test
    void pushInTheBeliefThatThereAreNoTombstonesIsLostWithoutTheHold() throws Exception {
        pushInBeliefDuring(PURGE);

        assertThat(server().isWhole("v1", "raced")).isFalse();
    }

    /// All that the push relies on is condemned. Another collector has marked before the push and goes on after it.
    private void pushInBeliefDuring(CollectionRequest request) throws Exception {
        Replica believing = replicaThatKnowsOfNoTombstone(LONG_MEMORY);
        server().uploadImage("raced");
        condemn();
        Steps purging = new Steps();
        Steps.Stop marked = purging.before("condemned.list", "_layers");
        var collection = beside(() -> collect(purging.of(storage()), request));
        marked.awaitReached();
        believing.put("v1", Replica.image("raced"));
        marked.release();
        Race.await(collection);
    }

    private Replica replicaThatKnowsOfNoTombstone(Duration memory) {
        Replica replica = new Replica(remembering(memory));
        assertThat(replica.has(Digest.sha256(RACED))).isFalse();
        return replica;
    }
}
