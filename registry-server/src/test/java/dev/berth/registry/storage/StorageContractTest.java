package dev.berth.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.oci.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What every storage must do. An implementation's test supplies the subject.
public interface StorageContractTest {
    StorageKey KEY = StorageKey.of("folder", "object");
    StorageKey FOLDER = StorageKey.of("folder");

    Storage storage();

    /// What the subject takes for the present.
    Instant now();

    @Test
    default void whatIsNotThereIsEmptyAndNoError() {
        assertThat(storage().stat(KEY)).isEmpty();
        assertThat(storage().open(KEY)).isEmpty();
        assertThat(storage().list(FOLDER)).isEmpty();
        assertThat(storage().touch(KEY)).isFalse();
        storage().delete(KEY);
    }

    @Test
    default void writtenObjectIsReadBackAsAWhole() {
        storage().write(KEY, bytes("content"));

        assertThat(read(KEY)).isEqualTo("content");
        assertThat(storage().stat(KEY).orElseThrow().size()).isEqualTo(7);
    }

    @Test
    default void secondWriteReplacesTheFirst() {
        storage().write(KEY, bytes("a longer content"));
        storage().write(KEY, bytes("short"));

        assertThat(read(KEY)).isEqualTo("short");
    }

    @Test
    default void folderIsNoObjectAndObjectIsNoFolder() {
        storage().write(KEY, bytes("content"));

        assertThat(storage().stat(FOLDER)).isEmpty();
        assertThat(storage().open(FOLDER)).isEmpty();
        assertThat(storage().list(KEY)).isEmpty();
        assertThat(storage().stat(KEY.child("below"))).isEmpty();
        assertThat(storage().open(KEY.child("below"))).isEmpty();
    }

    @Test
    default void openObjectStaysReadableWhenItIsDeleted() {
        storage().write(KEY, bytes("content"));

        try (var content = storage().open(KEY).orElseThrow()) {
            storage().delete(KEY);
            assertThat(content.readAll(100)).asString(StandardCharsets.UTF_8).isEqualTo("content");
        }
        assertThat(storage().stat(KEY)).isEmpty();
    }

    @Test
    default void contentIsReadAtAnyPosition() throws IOException {
        storage().write(KEY, bytes("0123456789"));

        try (var content = storage().open(KEY).orElseThrow()) {
            var buffer = ByteBuffer.allocate(3);
            assertThat(content.read(buffer, 4)).isEqualTo(3);
            assertThat(buffer.array()).asString(StandardCharsets.UTF_8).isEqualTo("456");
            assertThat(content.read(ByteBuffer.allocate(3), 10)).isEqualTo(-1);
            assertThat(content.stream().readAllBytes()).hasSize(10);
        }
    }

    @Test
    default void objectLargerThanItsReaderAllowsIsRefused() {
        storage().write(KEY, bytes("0123456789"));

        try (var content = storage().open(KEY).orElseThrow()) {
            assertThatThrownBy(() -> content.readAll(9)).isInstanceOf(StorageException.class);
        }
    }

    @Test
    default void movedObjectReplacesWhatIsThere() {
        var target = StorageKey.of("other", "deeper", "target");
        storage().write(KEY, bytes("new"));
        storage().write(target, bytes("old"));

        storage().move(KEY, target);

        assertThat(read(target)).isEqualTo("new");
        assertThat(storage().stat(KEY)).isEmpty();
    }

    @Test
    default void movingNothingIsAnError() {
        assertThatThrownBy(() -> storage().move(KEY, StorageKey.of("target"))).isInstanceOf(StorageException.class);
    }

    @Test
    default void deletedFolderTakesAllBelowAlong() {
        storage().write(KEY, bytes("1"));
        storage().write(FOLDER.child("deeper", "object"), bytes("2"));

        storage().delete(FOLDER);

        assertThat(storage().list(FOLDER)).isEmpty();
        assertThat(storage().stat(FOLDER.child("deeper", "object"))).isEmpty();
    }

    @Test
    default void folderListsItsEntriesByName() {
        storage().write(FOLDER.child("b"), bytes("1"));
        storage().write(FOLDER.child("a", "object"), bytes("2"));
        storage().write(FOLDER.child("C"), bytes("3"));

        assertThat(storage().list(FOLDER))
                .containsExactly(
                        new StorageEntry("C", false), new StorageEntry("a", true), new StorageEntry("b", false));
    }

    @Test
    default void touchedObjectIsYoung() {
        storage().write(KEY, bytes("content"));

        assertThat(storage().touch(KEY)).isTrue();

        assertThat(storage().stat(KEY).orElseThrow().modified()).isBetween(now().minusSeconds(5), now().plusSeconds(5));
    }

    private String read(StorageKey key) {
        try (var content = storage().open(key).orElseThrow()) {
            return new String(content.readAll(1000), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
