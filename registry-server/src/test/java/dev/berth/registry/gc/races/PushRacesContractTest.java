package dev.berth.registry.gc.races;

import static dev.berth.registry.gc.races.Race.CONDEMN_OLD;
import static dev.berth.registry.gc.races.Race.PURGE;
import static dev.berth.registry.gc.races.Race.PURGE_OLD;
import static dev.berth.registry.gc.races.Race.beside;
import static dev.berth.registry.gc.races.Race.collect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.gc.CollectionRequest;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pushes that race with collections, on the real code. Each is shown to fail when its guard is left out.
interface PushRacesContractTest extends RacedStorage {
    Duration TWO_HOURS = Duration.ofHours(2);

    /// The mark looks for a tag, finds none, and looks whether there is one that can't be read.
    @Test
    default void tagThatIsMadeBetweenTwoLooksOfTheMarkIsNoDamage() throws Exception {
        Document image = server().pushUntagged("tagged");
        storage()
                .write(
                        Layout.tagIndexLink(Replica.REPOSITORY, Tag.parse("v1"), image.digest()),
                        image.digest().toString().getBytes(StandardCharsets.US_ASCII));
        Steps marking = new Steps();
        Steps.Stop look = marking.before("stat", "v1/current/link");
        var collection = beside(() -> collect(marking.of(storage()), Race.CONDEMN));
        look.awaitReached();

        server().put("v1", image);

        look.release();
        Race.await(collection);
        server().assertWhole("v1", "tagged");
    }

    /// (a) New content is protected by its age.
    @Test
    default void blobUploadedBehindTheMarkStaysForItsManifest() throws Exception {
        assertThat(isRefusedAfterUploadBehindTheMark(CONDEMN_OLD)).isFalse();
        purge();
        server().assertWhole("v1", "a");
    }

    @Test
    default void blobUploadedBehindTheMarkIsPushedOnceMoreWithoutAnAge() throws Exception {
        assertThat(isRefusedAfterUploadBehindTheMark(CollectionRequest.atOnce(true)))
                .isTrue();
    }

    private boolean isRefusedAfterUploadBehindTheMark(CollectionRequest request) throws Exception {
        server().uploadImage("other");
        Steps steps = new Steps();
        Steps.Stop marked = steps.before("list", "v2/blobs");
        var collection = beside(() -> collect(steps.of(storage()), request));
        marked.awaitReached();
        server().uploadImage("a");
        marked.release();
        Race.await(collection);
        collect(storage(), request);
        return server().refusal(() -> server().put("v1", Replica.image("a"))).isPresent();
    }

    /// How a client learns that a blob is there.
    enum Asked {
        BY_HEAD,
        BY_MOUNT;

        private boolean of(Replica replica) {
            Digest layer = Replica.layer("old");
            return this == BY_HEAD ? replica.has(layer) : replica.mount(layer);
        }
    }

    /// (b) and (c) An old blob that was asked for or mounted is young again or, where that can't be, held.
    @ParameterizedTest
    @EnumSource
    default void oldBlobThatIsAskedForDuringTheMarkStaysForItsManifest(Asked how) throws Exception {
        assertThat(isRefusedAfterBeingAskedFor(how, UnaryOperator.identity(), CONDEMN_OLD, CONDEMN_OLD))
                .isFalse();
        purge();
        server().assertWhole("v1", "old");
    }

    @ParameterizedTest
    @EnumSource
    default void oldBlobThatIsAskedForIsGoneWithoutTouchAndHold(Asked how) throws Exception {
        assertThat(isRefusedAfterBeingAskedFor(how, Faults::withoutTouch, CONDEMN_OLD, PURGE_OLD))
                .isTrue();
    }

    default boolean isRefusedAfterBeingAskedFor(
            Asked how, UnaryOperator<Storage> served, CollectionRequest first, CollectionRequest second)
            throws Exception {
        server().uploadImage("old");
        server().uploadElsewhere(TestImages.layer("old"));
        letTimePass(TWO_HOURS);
        Steps steps = new Steps();
        Steps.Stop marked = steps.before("list", "_layers");
        var collection = beside(() -> collect(steps.of(storage()), first));
        marked.awaitReached();
        assertThat(how.of(new Replica(served.apply(storage())))).isTrue();
        marked.release();
        Race.await(collection);
        letTimePass(A_MOMENT);
        collect(storage(), second);
        server().upload(TestImages.config("old"));
        return server().refusal(() -> server().put("v1", Replica.image("old"))).isPresent();
    }

    /// (d) A blob that a collection condemned milliseconds after it was acknowledged comes back for its manifest.
    @Test
    default void blobCondemnedRightAfterItsUploadIsNamed() throws Exception {
        server().uploadImage("fresh");
        condemn();

        server().put("v1", Replica.image("fresh"));

        purge();
        server().assertWhole("v1", "fresh");
    }

    @Test
    default void blobCondemnedRightAfterItsUploadIsLostWithoutRescue() throws Exception {
        assertThat(isWholeAfterRace(Faults::withoutRescue, "v2/blobs")).isFalse();
    }

    /// (e) A manifest that names what nobody asked for: condemned between the two looks, and looked at by a collector
    /// whose mark is older than the pin.
    @Test
    default void manifestThatReusesBlobsWithoutAskingKeepsThem() throws Exception {
        assertThat(isWholeAfterRace(UnaryOperator.identity(), "v2/blobs")).isTrue();
    }

    @Test
    default void manifestThatReusesBlobsLosesThemWithoutTheSecondLook() throws Exception {
        assertThat(isWholeAfterRace(Faults::remembering, "v2/blobs")).isFalse();
    }

    /// (f) The tag of an older revision that is being condemned and purged.
    @Test
    default void tagMovesToARevisionThatIsCondemned() throws Exception {
        server().pushUntagged("raced");
        assertThat(isWholeAfterRace(UnaryOperator.identity(), "berth/pins")).isTrue();
    }

    @Test
    default void tagMovesToARevisionThatIsLostWithoutRescue() throws Exception {
        server().pushUntagged("raced");
        assertThat(isWholeAfterRace(Faults::withoutRescue, "berth/pins")).isFalse();
    }

    /// The push stops before it writes there; all is condemned; a second collector marks and stops before its first
    /// purge; the push ends; the second collector ends.
    private boolean isWholeAfterRace(UnaryOperator<Storage> server, String written) throws Exception {
        server().uploadImage("raced");
        Steps pushing = new Steps();
        Steps.Stop write = pushing.before("write", written);
        Replica replica = new Replica(pushing.of(server.apply(storage())));
        var push = beside(() -> replica.put("v1", Replica.image("raced")));
        write.awaitReached();
        condemn();
        Steps purging = new Steps();
        Steps.Stop purge = purging.before("condemned.purge", "");
        var collection = beside(() -> collect(purging.of(storage()), PURGE));
        purge.awaitReached();
        write.release();
        Race.await(push);
        purge.release();
        Race.await(collection);
        Race.collectAnyway(storage(), PURGE);
        return server().isWhole("v1", "raced");
    }
}
