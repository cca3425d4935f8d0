package dev.berth.registry.clients.programs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.InstalledPrograms;
import dev.berth.registry.TestImages;
import dev.berth.registry.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/// An image of two layers, in the forms that clients take. The same seed gives the same image.
///
/// @param layout a folder with an OCI image layout, where the image's tag is [#TAG]
/// @param ociArchive the same in one file
/// @param dockerArchive what `docker load` reads; it names no tag
/// @param digest of the manifest
/// @param config the digest of the config, by which engines know an image
public record SampleImage(Path layout, Path ociArchive, Path dockerArchive, String digest, String config) {
    /// Helm takes no other form of tag.
    public static final String TAG = "1.0.0";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SIZE = 300_000;

    /// Makes it below a folder that is not there yet.
    public static SampleImage make(Path folder, String seed) {
        try {
            var content = new byte[SIZE];
            new Random(seed.hashCode()).nextBytes(content);
            var layers = new byte[][] {
                layer(folder.resolve("large"), content),
                layer(folder.resolve("small"), seed.getBytes(StandardCharsets.UTF_8))
            };
            return write(folder, layers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A tar archive with one file, whose name is the folder's.
    private static byte[] layer(Path folder, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(folder.getFileName().toString()), content);
        return Files.readAllBytes(tar(folder));
    }

    private static SampleImage write(Path folder, byte[]... layers) throws IOException {
        var config = """
                {"architecture":"amd64","os":"linux","created":"2024-01-01T00:00:00Z","config":{},
                "rootfs":{"type":"layers","diff_ids":["%s","%s"]}}""".formatted(Digest.sha256(layers[0]), Digest.sha256(layers[1]))
                .getBytes(StandardCharsets.UTF_8);
        var packed = new byte[][] {gzip(layers[0]), gzip(layers[1])};
        var manifest = TestImages.image(config, packed);
        var layout = folder.resolve("layout");
        for (var blob : new byte[][] {config, packed[0], packed[1], manifest.bytes()}) {
            put(layout, blobName(Digest.sha256(blob).toString()), blob);
        }
        put(layout, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        var entry = TestImages.descriptor(manifest.mediaType(), manifest.bytes())
                .replaceFirst("}$", ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + TAG + "\"}}");
        put(
                layout,
                "index.json",
                ("{\"schemaVersion\":2,\"manifests\":[" + entry + "]}").getBytes(StandardCharsets.UTF_8));

        var docker = folder.resolve("docker");
        put(docker, "config.json", config);
        put(docker, "0.tar", layers[0]);
        put(docker, "1.tar", layers[1]);
        put(
                docker,
                "manifest.json",
                "[{\"Config\":\"config.json\",\"Layers\":[\"0.tar\",\"1.tar\"]}]".getBytes(StandardCharsets.UTF_8));
        return new SampleImage(
                layout,
                tar(layout),
                tar(docker),
                manifest.digest().toString(),
                Digest.sha256(config).toString());
    }

    private static void put(Path folder, String name, byte[] content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(packed)) {
            stream.write(content);
        }
        return packed.toByteArray();
    }

    private static Path tar(Path folder) {
        var archive = Path.of(folder + ".tar");
        Call.of(folder.getParent(), InstalledPrograms.require("tar", "images"))
                .adding("--create", "--file", archive.toString(), "--directory", folder.toString())
                .adding("--format=ustar", "--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner")
                .adding(".")
                .output();
        return archive;
    }

    private static String blobName(String digest) {
        return "blobs/" + digest.replace(':', '/');
    }

    /// The digest of the one manifest in a layout, which must be what its file holds.
    public static String digestOf(Path layout) {
        try {
            var index = JSON.readTree(layout.resolve("index.json").toFile());
            var named = index.path("manifests").path(0).path("digest").asText();
            var found = Digest.sha256(Files.readAllBytes(layout.resolve(blobName(named))))
                    .toString();
            if (!found.equals(named)) {
                throw new AssertionError(layout + " names " + named + " but has " + found);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
