package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.clients.programs.SampleImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives of images on their way into a storage that nobody serves.
class ImportCommandTest {
    private static final byte[] NONE = new byte[0];

    @TempDir
    private Path folder;

    private SampleImage image;
    private String settings;
    private String printed = "";
    private String errors = "";

    @BeforeEach
    void make() throws IOException {
        image = SampleImage.make(folder.resolve("image"), "import");
        settings = Files.writeString(
                        folder.resolve("config.yml"),
                        "version: 0.1\nstorage: {filesystem: {rootdirectory: '" + folder.resolve("data") + "'}}\n")
                .toString();
    }

    @Test
    void layoutKeepsItsTagsAndASecondTimeCopiesNothing() {
        assertThat(run(image.layout(), "team/app")).as(errors).isZero();
        assertThat(tag("team/app", SampleImage.TAG)).isEqualTo(image.digest());
        assertThat(printed).contains("blob sha256:", "manifest " + image.digest() + " team/app:" + SampleImage.TAG);

        assertThat(run(image.layout(), "team/app")).isZero();
        assertThat(printed).doesNotContain(" bytes\n").contains("is there already");
        assertSound();
    }

    @Test
    void targetsHaveTheirOwnTagsAndQuietSaysNothing() {
        assertThat(run("--quiet", settings, image.ociArchive().toString(), "a:v1", "b/c:latest"))
                .as(errors)
                .isZero();

        assertThat(tag("a", "v1")).isEqualTo(image.digest());
        assertThat(tag("b/c", "latest")).isEqualTo(image.digest());
        assertThat(folder.resolve("data/docker/registry/v2/repositories/a/_manifests/tags/" + SampleImage.TAG))
                .doesNotExist();
        assertThat(printed).isEmpty();
    }

    @Test
    void compressedArchiveIsReadAndNothingOfItStays() throws IOException {
        Path compressed = folder.resolve("image.tar.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(image.ociArchive(), out);
        }
        long before = temporaryFiles();

        assertThat(run(compressed, "a:v1")).as(errors).isZero();

        assertThat(tag("a", "v1")).isEqualTo(image.digest());
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    @Test
    void archiveOfDockerBecomesAnImageWithItsConfig() {
        assertThat(run(image.dockerArchive(), "a:v1")).as(errors).isZero();

        assertThat(printed).contains("blob " + image.config());
        assertSound();
    }

    @Test
    void changedBlobIsRefusedAndNoTagIsMoved() throws IOException {
        Path blob = largestBlob();
        byte[] content = Files.readAllBytes(blob);
        content[content.length / 2] ^= 1;
        Files.write(blob, content);

        assertThat(run(image.layout(), "a:v1")).isEqualTo(1);

        assertThat(errors).contains("another digest");
        assertThat(folder.resolve("data/docker/registry/v2/repositories/a/_manifests"))
                .doesNotExist();
        assertSound();
    }

    @Test
    void missingBlobIsRefusedByName() throws IOException {
        Path blob = largestBlob();
        Files.delete(blob);

        assertThat(run(image.layout(), "a:v1")).isEqualTo(1);

        assertThat(errors).contains(blob.getFileName().toString());
    }

    @Test
    void blobOfAnotherLengthIsRefused() throws IOException {
        Path blob = largestBlob();
        Files.writeString(blob, "short");

        assertThat(run(image.layout(), "a:v1")).isEqualTo(1);

        assertThat(errors).contains("holds 5 bytes of blob");
    }

    @Test
    void linkOutOfTheFolderIsNotFollowed() throws IOException {
        Path blob = largestBlob();
        Path elsewhere = Files.move(blob, folder.resolve("elsewhere"));
        Files.createSymbolicLink(blob, elsewhere);

        assertThat(run(image.layout(), "a:v1")).isEqualTo(1);

        assertThat(errors).contains("leads out of the folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../index.json", "blobs/../../x", "/etc/passwd"})
    void entryThatLeadsOutIsRefused(String name) throws IOException {
        var entry = new TarArchiveEntry(name, true);

        assertRefused(tar(entry), "leads out of it");
    }

    @Test
    void linkInATarFileIsNotFollowed() throws IOException {
        var link = new TarArchiveEntry("oci-layout", TarConstants.LF_SYMLINK);
        link.setLinkName("/etc/passwd");

        assertRefused(tar(link, new TarArchiveEntry("index.json")), "links are not followed");
    }

    @Test
    void entryThatClaimsMoreThanTheFileHasIsRefused() throws IOException {
        Path archive = folder.resolve("huge.tar");
        byte[] header = new byte[512];
        var entry = new TarArchiveEntry("index.json");
        entry.setSize(1L << 32);
        entry.writeEntryHeader(header);
        Files.write(archive, header);

        assertRefused(archive, "");
    }

    @Test
    void fileThatGrowsWithoutEndIsRefused() throws IOException {
        Path archive = folder.resolve("bomb.tar.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(archive), 1 << 16)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < (1 << 10) + 1; i++) {
                out.write(zeros);
            }
        }

        assertRefused(archive, "when it is decompressed");
    }

    @Test
    void whatIsNoArchiveIsOneSentence() throws IOException {
        assertRefused(Files.writeString(folder.resolve("text"), "hello"), "");
        assertRefused(Files.createDirectory(folder.resolve("empty")), "has neither an index.json");
        assertRefused(folder.resolve("none"), "does not exist");
        Path layout = Files.createDirectory(folder.resolve("layout"));
        Files.writeString(layout.resolve("index.json"), "{}");
        Files.writeString(layout.resolve("oci-layout"), "}\n{");
        assertRefused(layout, "oci-layout is not JSON");
    }

    private void assertRefused(Path archive, String why) {
        assertThat(run(archive, "a:v1")).isEqualTo(1);
        assertThat(errors).contains(archive.toString(), why).doesNotContain("\tat ", "Exception");
        assertThat(errors.lines()).hasSize(1);
    }

    private Path tar(TarArchiveEntry... entries) throws IOException {
        Path archive = folder.resolve("hostile.tar");
        try (var out = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            for (var entry : entries) {
                out.putArchiveEntry(entry);
                out.write(NONE);
                out.closeArchiveEntry();
            }
        }
        return archive;
    }

    private int run(Path archive, String target) {
        return run(settings, archive.toString(), target);
    }

    private int run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(
                new ByteArrayInputStream(NONE),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        int code = new CommandLine(console)
                .run(Stream.concat(Stream.of("import"), Stream.of(arguments)).toArray(String[]::new));
        printed = out.toString(StandardCharsets.UTF_8);
        errors = err.toString(StandardCharsets.UTF_8);
        return code;
    }

    private void assertSound() {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = new CommandLine(new Console(new ByteArrayInputStream(NONE), stream, stream, Map.of()))
                .run("verify", settings);
        assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isZero();
    }

    private String tag(String repository, String tag) {
        try {
            return Files.readString(folder.resolve("data/docker/registry/v2/repositories/" + repository
                    + "/_manifests/tags/" + tag + "/current/link"));
        } catch (IOException e) {
            return "no tag: " + e;
        }
    }

    private Path largestBlob() throws IOException {
        try (var blobs = Files.list(image.layout().resolve("blobs/sha256"))) {
            return blobs.max((one, other) ->
                            Long.compare(one.toFile().length(), other.toFile().length()))
                    .orElseThrow();
        }
    }

    private static long temporaryFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("berth-import"))
                    .count();
        }
    }
}
