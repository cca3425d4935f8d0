package dev.berth.registry.gc.races;

import static dev.berth.registry.gc.races.Race.CONDEMN;
import static dev.berth.registry.gc.races.Race.PURGE;
import static dev.berth.registry.gc.races.Race.beside;
import static dev.berth.registry.gc.races.Race.collect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.storage.InterceptedStorage;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Referrers that are pushed while collections are at their subjects, or at themselves.
interface ReferrerRacesContractTest extends RacedStorage {

    /// (h) A referrer of a subject that is being purged and is tagged again lives with it.
    @Test
    default void referrerOfACondemnedSubjectStaysWithIt() throws Exception {
        assertThat(isSignatureThereAfterRace(UnaryOperator.identity())).isTrue();
    }

    @Test
    default void referrerOfACondemnedSubjectIsLostWhenMarksDoNotFollowSubjects() throws Exception {
        assertThat(isSignatureThereAfterRace(Faults::withoutSubjects)).isFalse();
    }

    private boolean isSignatureThereAfterRace(UnaryOperator<Storage> collector) throws Exception {
        Document subject = server().pushUntagged("subject");
        condemn();
        Steps purging = new Steps();
        Steps.Stop purge = purging.before("condemned.purge", "");
        var collection = beside(() -> collect(purging.of(storage()), PURGE));
        purge.awaitReached();
        Document signature = pushSignature(subject);
        server().put("signed", subject);
        purge.release();
        Race.await(collection);

        collect(collector.apply(storage()), CONDEMN);
        letTimePass(A_MOMENT);
        collect(collector.apply(storage()), PURGE);

        server().assertWhole("signed", "subject");
        return server().hasManifest(signature.digest().toString());
    }

    @Test
    default void referrerOfACondemnedSubjectGoesWithItWhenNobodyTagsThat() {
        Document subject = server().pushUntagged("subject");
        condemn();
        Document signature = pushSignature(subject);

        collect(storage(), PURGE);
        letTimePass(A_MOMENT);
        purge();

        assertThat(server().hasManifest(signature.digest().toString())).isFalse();
    }

    /// One that is pushed again right after its link was purged, before its entry is.
    @Test
    default void referrerThatIsPushedAgainWhileItIsPurgedIsListed() throws Exception {
        Document subject = server().pushUntagged("subject");
        Document signature = pushSignature(subject);
        condemn();
        letTimePass(Duration.ofMinutes(1));
        Steps purging = new Steps();
        Steps.Stop entry = purging.before("delete", "berth/referrers");
        var collection = beside(() -> collect(purging.of(storage()), PURGE));
        entry.awaitReached();

        pushSignature(subject);

        entry.release();
        Race.await(collection);
        assertThat(server().isListed(signature, subject)).isTrue();
    }

    /// The same where an earlier collection was killed in between, and left the entry behind.
    @ParameterizedTest
    @ValueSource(strings = {"stat", "delete"})
    default void referrerThatIsPushedAgainWhileItsEntryIsALeftoverIsListed(String step) throws Exception {
        Document subject = server().pushUntagged("subject");
        server().put("signed", subject);
        Document signature = pushSignature(subject);
        server().forget(signature);
        letTimePass(Duration.ofMinutes(1));
        Steps tidying = new Steps();
        Steps.Stop seen = tidying.before(step, "berth/referrers");
        var collection = beside(() -> collect(tidying.of(storage()), PURGE));
        seen.awaitReached();

        pushSignature(subject);

        seen.release();
        Race.await(collection);
        assertThat(server().isListed(signature, subject)).isTrue();
    }

    /// One that is purged between the two looks of its own push.
    @Test
    default void referrerThatIsPurgedWhileItIsPushedIsListed() throws Exception {
        Document subject = server().pushUntagged("subject");
        server().put("signed", subject);
        Document signature = TestImages.artifact("test/signature", subject, TestImages.config("subject"));
        Steps pushing = new Steps();
        Steps.Stop pin = pushing.before("write", "berth/pins");
        Replica replica = new Replica(pushing.of(storage()));
        var push = beside(() -> replica.put("signature", signature));
        pin.awaitReached();

        collect(Faults.withoutSubjects(storage()), CONDEMN);
        letTimePass(A_MOMENT);
        collect(Faults.withoutSubjects(storage()), PURGE);

        assertThat(server().hasManifest(signature.digest().toString())).isFalse();
        pin.release();
        Race.await(push);
        assertThat(server().isListed(signature, subject)).isTrue();
    }

    /// One that is condemned before whichever look of its push.
    @Test
    default void referrerThatIsCondemnedBeforeAnyLookOfItsPushIsTaken() {
        Document subject = server().pushUntagged("subject");
        Document signature = pushSignature(subject);
        StorageKey content = Layout.blobData(signature.digest());
        AtomicInteger looks = new AtomicInteger(1);
        for (int condemned = 1; looks.get() >= condemned; condemned++) {
            int last = condemned;
            looks.set(0);
            Replica replica = new Replica(InterceptedStorage.of(storage(), (step, keys) -> {
                if (step.equals("stat") && keys.contains(content) && looks.incrementAndGet() == last) {
                    storage().condemned().condemn(content);
                }
            }));

            replica.put(signature.digest().toString(), signature);
        }
        assertThat(server().isListed(signature, subject)).isTrue();
    }

    private Document pushSignature(Document subject) {
        byte[] config = TestImages.config("signature");
        server().upload(config);
        Document signature = TestImages.artifact("test/signature", subject, config);
        server().put(signature.digest().toString(), signature);
        return signature;
    }
}
