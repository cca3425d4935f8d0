package dev.berth.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What every storage must do for the collector, and for those who keep out of its way.
public interface CondemnedContractTest {
    StorageKey FOLDER = StorageKey.of("docker", "registry", "v2", "blobs", "sha256", "ab");
    StorageKey OBJECT = FOLDER.child("abcd", "data");

    Storage storage();

    /// A storage whose clock says so.
    Storage storageAt(Instant now);

    @Test
    default void condemnedObjectIsOutOfSightAndComesBackYoung() {
        storageAt(Instant.EPOCH).write(OBJECT, bytes("content"));

        assertThat(storage().condemned().condemn(OBJECT)).isTrue();

        assertThat(storage().stat(OBJECT)).isEmpty();
        assertThat(storage().list(FOLDER)).isEmpty();
        assertThat(storage().condemned().list(FOLDER)).containsExactly(new StorageEntry("abcd", true));
        assertThat(storage().condemned().stat(OBJECT).orElseThrow().size()).isEqualTo(7);
        assertThat(storage().condemned().rescue(OBJECT)).isTrue();
        assertThat(storage().stat(OBJECT).orElseThrow().modified())
                .isAfter(storage().now().minus(Duration.ofMinutes(1)));
        assertThat(storage().condemned().stat(OBJECT)).isEmpty();
        assertThat(storage().condemned().list(FOLDER)).isEmpty();
    }

    @Test
    default void whatIsNotThereIsNeitherCondemnedNorRescued() {
        assertThat(storage().condemned().condemn(OBJECT)).isFalse();
        assertThat(storage().condemned().rescue(OBJECT)).isFalse();
        assertThat(storage().condemned().stat(OBJECT)).isEmpty();
        assertThat(storage().condemned().open(OBJECT)).isEmpty();
        assertThat(storage().condemned().purge(OBJECT, storage().now())).isFalse();
    }

    @Test
    default void purgedObjectIsGoneForGood() {
        storage().write(OBJECT, bytes("content"));
        storage().condemned().condemn(OBJECT);

        assertThat(storage().condemned().purge(OBJECT, since())).isTrue();

        assertThat(storage().condemned().rescue(OBJECT)).isFalse();
        assertThat(storage().stat(OBJECT)).isEmpty();
    }

    @Test
    default void whatWasTakenBackAndCondemnedAgainIsAnotherMatter() {
        storage().write(OBJECT, bytes("content"));
        storage().condemned().condemn(OBJECT);
        Instant first = since();
        storage().condemned().rescue(OBJECT);
        storage().condemned().condemn(OBJECT);

        assertThat(storage().condemned().purge(OBJECT, first)).isFalse();

        assertThat(storage().condemned().rescue(OBJECT)).isTrue();
    }

    /// A collector may fall asleep between looking at its clock and condemning.
    @Test
    default void nothingIsCondemnedSinceEarlierThanInTruth() {
        storage().write(OBJECT, bytes("content"));
        Instant before = storage().now();

        storageAt(Instant.EPOCH).condemned().condemn(OBJECT);

        assertThat(since()).isAfter(before.minus(Duration.ofSeconds(2)));
    }

    @Test
    default void newContentStaysWhenTheOldIsPurged() {
        storage().write(OBJECT, bytes("old"));
        storage().condemned().condemn(OBJECT);
        Instant since = since();
        storage().write(OBJECT, bytes("new"));

        storage().condemned().purge(OBJECT, since);

        assertThat(storage().stat(OBJECT)).isPresent();
        assertThat(storage().condemned().stat(OBJECT)).isEmpty();
    }

    @Test
    default void onlyTheFirstCreates() {
        assertThat(storage().create(OBJECT, bytes("first"))).isTrue();
        assertThat(storage().create(OBJECT, bytes("second"))).isFalse();

        assertThat(storage().stat(OBJECT).orElseThrow().size()).isEqualTo(5);
    }

    @Test
    default void onlyWhatWasSeenIsDeleted() {
        storage().write(OBJECT, bytes("seen"));
        StoredObject seen = storage().stat(OBJECT).orElseThrow();
        storage().write(OBJECT, bytes("another"));

        assertThat(storage().delete(OBJECT, seen)).isFalse();
        assertThat(storage().stat(OBJECT)).isPresent();

        assertThat(storage().delete(OBJECT, storage().stat(OBJECT).orElseThrow()))
                .isTrue();
        assertThat(storage().stat(OBJECT)).isEmpty();
    }

    @Test
    default void pruningLeavesObjectsAlone() {
        storage().write(OBJECT, bytes("content"));
        storage().write(FOLDER.child("ef", "data"), bytes("content"));
        storage().condemned().condemn(FOLDER.child("ef", "data"));

        storage().prune(FOLDER);

        assertThat(storage().stat(OBJECT)).isPresent();
        assertThat(storage().list(FOLDER)).containsExactly(new StorageEntry("abcd", true));
    }

    private Instant since() {
        return storage().condemned().stat(OBJECT).orElseThrow().modified();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
