package dev.berth.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciArchiveTest {
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");
    private static final String LONG_NAME = "a".repeat(90) + "/" + "b".repeat(90);

    @TempDir
    Path folder;

    private Path tree;

    @BeforeEach
    void layOutFiles() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("plain"), "text");
        Path program = Files.writeString(tree.resolve("program"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(tree.resolve("link"), Path.of("plain"));
        Files.createDirectories(tree.resolve("data"));
        Files.createDirectories(tree.resolve(LONG_NAME).getParent());
        Files.writeString(tree.resolve(LONG_NAME), "deep");
    }

    @Test
    void tarReadsALayerAsItWasMeant() throws Exception {
        Layer layer = layer();

        String listing =
                run("tar", "--numeric-owner", "--utc", "-tvzf", layer.file().toString());

        assertThat(listing)
                .containsPattern("-rw-r--r-- 0/0 +4 2026-01-02 03:04 plain\n")
                .containsPattern("-rwxr-xr-x 0/0 +10 2026-01-02 03:04 program\n")
                .containsPattern("lrwxrwxrwx 0/0 .* link -> plain\n")
                .containsPattern("drwx------ 65532/65532 .* data/\n")
                .contains(LONG_NAME);
    }

    @Test
    void sameFilesGiveTheSameBytes() throws IOException {
        write("one.tar", layer());
        Files.setLastModifiedTime(tree.resolve("plain"), FileTime.fromMillis(0));

        write("two.tar", layer());

        assertThat(folder.resolve("two.tar")).hasSameBinaryContentAs(folder.resolve("one.tar"));
    }

    @Test
    void everyToolFindsTheName() throws Exception {
        write("image.tar", layer());

        assertThat(json("index.json").at("/manifests/0/annotations"))
                .extracting(JsonNode::asText)
                .containsExactly("example.org/it:1", "example.org/it:1");
        assertThat(json("manifest.json").at("/0/RepoTags/0").asText()).isEqualTo("example.org/it:1");
    }

    @Test
    void digestsNameWhatIsThere() throws Exception {
        Layer layer = layer();
        write("image.tar", layer);

        JsonNode manifest = json(blob(json("index.json").at("/manifests/0/digest")));
        JsonNode config = json(blob(manifest.at("/config/digest")));

        String plain = run("sh", "-c", "gzip -dc " + layer.file() + " | sha256sum");
        assertThat(manifest.at("/layers/0/digest").asText())
                .isEqualTo(Digest.of(layer.file()).value());
        assertThat(config.at("/rootfs/diff_ids/0").asText()).isEqualTo("sha256:" + plain.substring(0, 64));
        assertThat(run("tar", "-tf", folder.resolve("image.tar").toString()))
                .contains(blob(manifest.at("/layers/0/digest")));
    }

    @Test
    void layerIsMadeAgainOnlyWhenItsKeyChanges() throws Exception {
        Path file = folder.resolve("cached.tar.gz");
        Layer first = new Layer.Cached(file, Digest.of("a")).getOrMake(this::source);
        Files.writeString(tree.resolve("plain"), "changed");

        Layer same = new Layer.Cached(file, Digest.of("a")).getOrMake(this::source);
        Layer other = new Layer.Cached(file, Digest.of("b")).getOrMake(this::source);

        assertThat(same).isEqualTo(first);
        assertThat(other.digest()).isNotEqualTo(first.digest());
    }

    private LayerTree source() {
        var special = Map.of("data", new LayerTree.Special(0700, 65532));
        return new LayerTree(tree, special, CREATED.getEpochSecond());
    }

    private Layer layer() throws IOException {
        return source().writeTo(folder.resolve("layer.tar.gz"));
    }

    private void write(String name, Layer layer) throws IOException {
        var image = new ImageDescription("example.org/it:1", "amd64", CREATED, Map.of("User", "1"), Map.of());
        new OciArchive(image, List.of(layer)).writeTo(folder.resolve(name));
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper()
                .readTree(run("tar", "-xOf", folder.resolve("image.tar").toString(), path));
    }

    private static String blob(JsonNode digest) {
        return "blobs/sha256/" + new Digest(digest.asText()).hex();
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
