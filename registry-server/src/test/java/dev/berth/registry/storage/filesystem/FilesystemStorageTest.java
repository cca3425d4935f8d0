package dev.berth.registry.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.StorageContractTest;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.UploadStorageContractTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemStorageTest implements StorageContractTest, UploadStorageContractTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    @TempDir
    Path folder;

    @Override
    public FilesystemStorage storage() {
        return new FilesystemStorage(new FilesystemConfig(folder.resolve("root")), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Test
    void leftoversOfACrashAreNotShown() throws IOException {
        storage().write(KEY, new byte[1]);
        Files.write(folder.resolve("root/folder/object.1234.tmp"), new byte[1]);

        assertThat(storage().list(FOLDER)).containsExactly(new StorageEntry("object", false));
    }

    /// Tags and repositories may be called so.
    @Test
    void folderThatLooksLikeALeftoverIsShown() {
        storage().write(FOLDER.child("v1.tmp", "link"), new byte[1]);

        assertThat(storage().list(FOLDER)).containsExactly(new StorageEntry("v1.tmp", true));
    }

    @Test
    void nameThatIsNoSegmentIsNotShown() throws IOException {
        storage().write(KEY, new byte[1]);
        Files.write(folder.resolve("root/folder/back\\slash"), new byte[1]);

        assertThat(storage().list(FOLDER)).containsExactly(new StorageEntry("object", false));
    }

    @Test
    void leftoversAreFoundByAgeWhereverTheyLie() throws IOException {
        storage().write(KEY, new byte[1]);
        var old = Files.write(folder.resolve("root/folder/link.1234.tmp"), new byte[1]);
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(2))));
        var young = Files.write(folder.resolve("root/folder/young.tmp"), new byte[1]);
        Files.setLastModifiedTime(young, FileTime.from(NOW));
        var found = new ArrayList<StorageKey>();

        storage().leftovers(FOLDER, NOW.minus(Duration.ofDays(1)), found::add);

        assertThat(found).containsExactly(FOLDER.child("link.1234.tmp"));
        storage().leftovers(KEY.child("nothing"), NOW, found::add);
        assertThat(found).hasSize(1);
    }

    @Test
    void oldLeftoversAreSweptAtTheStart() throws IOException {
        storage().write(KEY, new byte[1]);
        var old = Files.write(folder.resolve("root/berth/tmp/old.tmp"), new byte[1]);
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(2))));
        var young = Files.write(folder.resolve("root/berth/tmp/young.tmp"), new byte[1]);
        Files.setLastModifiedTime(young, FileTime.from(NOW));

        storage().sweep();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void finishedWriteLeavesNothingUnfinished() {
        storage().write(KEY, new byte[1]);

        assertThat(folder.resolve("root/berth/tmp")).isEmptyDirectory();
    }

    @Test
    void failedWriteLeavesTheOldContentAndNothingUnfinished() throws IOException {
        storage().write(KEY.child("below"), new byte[1]);

        assertThatThrownBy(() -> storage().write(KEY, new byte[2]))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("filesystem: cannot write folder/object");

        assertThat(folder.resolve("root/berth/tmp")).isEmptyDirectory();
        assertThat(folder.resolve("root/folder/object/below")).exists();
    }

    @Test
    void keysNeverLeaveTheRoot() {
        for (var segment : new String[] {"..", ".", "", "a/b", "a\\b", "a\0b", "a\nb"}) {
            assertThatThrownBy(() -> StorageKey.of("folder", segment)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void appenderGoesOnWhereItIsTold() throws IOException {
        append(0, "hello ");
        append(6, "there");
        append(6, "world");

        assertThat(read(KEY)).isEqualTo("hello world");
    }

    @Test
    void appendingCutsOffWhatLiesBeyond() throws IOException {
        append(0, "0123456789");
        append(4, "x");

        assertThat(read(KEY)).isEqualTo("0123x");
    }

    @Test
    void appendingBeyondTheEndIsRefused() throws IOException {
        append(0, "0123");

        assertThatThrownBy(() -> append(5, "x")).isInstanceOf(StorageException.class);
        assertThat(read(KEY)).isEqualTo("0123");
    }

    private void append(long offset, String text) throws IOException {
        try (var file = storage().append(KEY, offset)) {
            assertThat(file.position()).isEqualTo(offset);
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            file.sync();
            assertThat(file.position()).isEqualTo(offset + text.length());
        }
    }

    private String read(StorageKey key) {
        try (var content = storage().open(key).orElseThrow()) {
            return new String(content.readAll(1000), StandardCharsets.UTF_8);
        }
    }
}
