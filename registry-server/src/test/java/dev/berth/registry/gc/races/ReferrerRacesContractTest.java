package dev.berth.registry.gc.races;

import static dev.berth.registry.gc.races.Race.CONDEMN;
import static dev.berth.registry.gc.races.Race.PURGE;
import static dev.berth.registry.gc.races.Race.beside;
import static dev.berth.registry.gc.races.Race.collect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.storage.Storage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

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

    private Document pushSignature(Document subject) {
        byte[] config = TestImages.config("signature");
        server().upload(config);
        Document signature = TestImages.artifact("test/signature", subject, config);
        server().put(signature.digest().toString(), signature);
        return signature;
    }
}
