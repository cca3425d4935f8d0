package dev.berth.e2e.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// An image of one layer, on disk as an OCI image layout.
///
/// @param digest the digest of its manifest
/// @param layerSize the bytes that its layer takes in a registry
public record ImageLayout(Path folder, String digest, long layerSize) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// A layer of bytes that do not compress; the same seed gives the same image.
    public static ImageLayout random(Path folder, int size, long seed) {
        var content = new byte[size];
        new Random(seed).nextBytes(content);
        return of(folder, "random", content);
    }

    /// An image that runs the given program.
    public static ImageLayout ofProgram(Path folder, Path program) {
        try {
            return of(folder, "program", Files.readAllBytes(program));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + program, e);
        }
    }

    private static ImageLayout of(Path folder, String file, byte[] content) {
        var archive = TarLayer.of(file, content);
        var blobs = new Blobs(folder);
        var layer = blobs.write(gzip(archive));
        var config = blobs.write(json(Map.of(
                "architecture",
                SampleProgram.architecture(),
                "os",
                "linux",
                "config",
                Map.of("Entrypoint", List.of("/" + file), "User", "65532:65532"),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of("sha256:" + sha256(archive))))));
        var manifest = blobs.write(json(Map.of(
                "schemaVersion",
                2,
                "mediaType",
                "application/vnd.oci.image.manifest.v1+json",
                "config",
                config.as("application/vnd.oci.image.config.v1+json"),
                "layers",
                List.of(layer.as("application/vnd.oci.image.layer.v1.tar+gzip")))));
        blobs.writeIndex(manifest.as("application/vnd.oci.image.manifest.v1+json"));
        return new ImageLayout(folder, manifest.digest(), layer.size());
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    // Clients expect compressed layers; how small they are does not matter here, so no time goes into it.
    private static byte[] gzip(byte[] content) {
        var compressed = new ByteArrayOutputStream(content.length + content.length / 1000 + 1024);
        try (var gzip = new FastGzip(compressed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Blob(String digest, int size) {

        Map<String, Object> as(String mediaType) {
            return Map.of("mediaType", mediaType, "digest", digest, "size", size);
        }
    }

    private record Blobs(Path folder) {

        Blob write(byte[] content) {
            var hex = sha256(content);
            put("blobs/sha256/" + hex, content);
            return new Blob("sha256:" + hex, content.length);
        }

        void writeIndex(Map<String, Object> manifest) {
            put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
            put("index.json", json(Map.of("schemaVersion", 2, "manifests", List.of(manifest))));
        }

        private void put(String name, byte[] content) {
            try {
                var file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException("could not write " + name + " below " + folder, e);
            }
        }
    }
}
