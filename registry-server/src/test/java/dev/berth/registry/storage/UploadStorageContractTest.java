package dev.berth.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every storage must do for content that arrives in pieces.
public interface UploadStorageContractTest {
    StorageKey UPLOAD = StorageKey.of("docker", "registry", "v2", "repositories", "a", "_uploads", "1");
    StorageKey TARGET = StorageKey.of("docker", "registry", "v2", "blobs", "sha256", "ab", "abcd", "data");

    Storage storage();

    @Test
    default void unknownUploadIsEmpty() {
        assertThat(uploads().size(UPLOAD)).isEmpty();
        assertThat(uploads().open(UPLOAD, Optional.empty())).isEmpty();
        uploads().remove(UPLOAD);
    }

    @Test
    default void uploadGoesOnWhereTheLastRequestEnded() throws IOException {
        uploads().start(UPLOAD);
        assertThat(uploads().size(UPLOAD)).contains(0L);

        append("hello ");
        append("world");

        assertThat(uploads().size(UPLOAD)).contains(11L);
        try (var writer = open()) {
            assertThat(writer.size()).isEqualTo(11);
            assertThat(new String(writer.content().readAll(100), StandardCharsets.UTF_8))
                    .isEqualTo("hello world");
            writer.finish(TARGET);
        }
        assertThat(read()).isEqualTo("hello world");
        assertThat(uploads().size(UPLOAD)).isEmpty();
    }

    @Test
    default void finishedUploadIsAbsentUntilItIsWhole() throws IOException {
        uploads().start(UPLOAD);
        try (var writer = uploads().open(UPLOAD, Optional.of(TARGET)).orElseThrow()) {
            writer.write(ByteBuffer.wrap(bytes("content")));
            assertThat(storage().stat(TARGET)).isEmpty();

            writer.finish(TARGET);
        }

        assertThat(read()).isEqualTo("content");
    }

    @Test
    default void finishedUploadTakesThePlaceOfWhatIsThere() throws IOException {
        storage().write(TARGET, bytes("damaged"));
        uploads().start(UPLOAD);
        append("sound");

        try (var writer = open()) {
            writer.finish(TARGET);
        }

        assertThat(read()).isEqualTo("sound");
    }

    @Test
    default void emptyUploadBecomesAnEmptyObject() {
        uploads().start(UPLOAD);

        try (var writer = open()) {
            writer.finish(TARGET);
        }

        assertThat(storage().stat(TARGET).orElseThrow().size()).isZero();
    }

    @Test
    default void discardedUploadIsGone() throws IOException {
        uploads().start(UPLOAD);
        append("content");

        try (var writer = open()) {
            writer.discard();
        }

        assertThat(uploads().size(UPLOAD)).isEmpty();
        assertThat(storage().stat(TARGET)).isEmpty();
    }

    @Test
    default void removedUploadIsGone() throws IOException {
        uploads().start(UPLOAD);
        append("content");

        uploads().remove(UPLOAD);

        assertThat(uploads().size(UPLOAD)).isEmpty();
        assertThat(storage().list(UPLOAD)).isEmpty();
    }

    @Test
    default void contentThatComesWhileTheOldIsCondemnedIsInSight() throws IOException {
        storage().write(TARGET, bytes("old"));
        storage().condemned().condemn(TARGET);
        uploads().start(UPLOAD);
        append("new");

        try (var writer = open()) {
            writer.finish(TARGET);
        }

        assertThat(read()).isEqualTo("new");
    }

    private UploadStorage uploads() {
        return storage().uploads();
    }

    private UploadWriter open() {
        return uploads().open(UPLOAD, Optional.empty()).orElseThrow();
    }

    private void append(String text) throws IOException {
        try (var writer = open()) {
            writer.write(ByteBuffer.wrap(bytes(text)));
            writer.keep(Optional.of(Digest.sha256(bytes(text))));
        }
    }

    private String read() {
        try (var content = storage().open(TARGET).orElseThrow()) {
            return new String(content.readAll(1000), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
