package dev.berth.registry.gc.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Pulls that race with collections, and servers that know what was there a moment ago.
interface PullRacesContractTest extends RacedStorage {
    /// More than sockets hold, so that a pull is in the middle of it.
    int LARGE = 24 << 20;

    /// (j) A pull that has begun goes on, whatever becomes of the blob.
    @Test
    default void pullOfABlobThatIsPurgedMeanwhileEnds() throws Exception {
        byte[] content = large();
        assertThat(pullAcrossPurge(content, UnaryOperator.identity())).contains(ByteBuffer.wrap(content));
    }

    @Test
    default void pullOfABlobThatIsPurgedMeanwhileBreaksOffWhenItIsNotHeldOpen() throws Exception {
        assertThat(pullAcrossPurge(large(), Faults::withoutOpenObject)).isEmpty();
    }

    private static byte[] large() {
        byte[] content = new byte[LARGE];
        new Random(1).nextBytes(content);
        return content;
    }

    private Optional<ByteBuffer> pullAcrossPurge(byte[] content, UnaryOperator<Storage> server) throws IOException {
        Digest blob = server().upload(content);
        try (var open = server.apply(storage()).open(Layout.blobData(blob)).orElseThrow()) {
            ByteBuffer pulled = ByteBuffer.allocate(content.length).limit(1);
            assertThat(open.read(pulled, 0)).isEqualTo(1);
            condemn();
            purge();
            assertThat(server().isStored(blob)).isFalse();
            pulled.limit(content.length);
            while (pulled.hasRemaining() && open.read(pulled, pulled.position()) >= 0) {}
            return Optional.of(pulled.flip());
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    @Test
    default void pullOfACondemnedBlobBringsItBack() {
        Digest blob = server().upload(TestImages.layer("pulled"));
        condemn();

        assertThat(server().has(blob)).isTrue();

        assertThat(server().isCondemned(blob)).isFalse();
    }

    /// (n) There is no cache of descriptors: what another process collected is unknown to every server at once.
    @Test
    default void serverThatHasSeenABlobKnowsThatAnotherCollectedIt() {
        Replica warm = server();
        Digest blob = warm.upload(TestImages.layer("warm"));
        assertThat(warm.has(blob)).isTrue();

        condemn();
        purge();

        assertThat(warm.has(blob)).isFalse();
        assertThat(server().has(blob)).isFalse();
    }

    @Test
    default void serverThatRemembersPromisesWhatIsGone() {
        Replica warm = new Replica(Faults.remembering(storage()));
        Digest blob = warm.upload(TestImages.layer("warm"));
        assertThat(warm.has(blob)).isTrue();

        condemn();
        purge();
        storage()
                .write(
                        Layout.layerLink(Replica.REPOSITORY, blob),
                        blob.toString().getBytes(StandardCharsets.US_ASCII));

        assertThat(warm.has(blob)).isTrue();
        assertThat(server().has(blob)).isFalse();
    }
}
