package dev.berth.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An OCI image layout in one tar file, which also carries the older `manifest.json` so that `docker load` takes it.
record OciArchive(ImageDescription image, List<Layer> layers) {
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    void writeTo(Path file) throws IOException {
        byte[] config = json(config());
        byte[] manifest = json(manifest(config));
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try (var out = new BufferedOutputStream(Files.newOutputStream(partial));
                var tar = new TarStream(out, image.created().getEpochSecond())) {
            tar.file("oci-layout", json(Map.of("imageLayoutVersion", "1.0.0")));
            tar.file("index.json", json(index(manifest)));
            tar.file("manifest.json", json(dockerManifest(config)));
            tar.folder("blobs", 0755, 0);
            tar.folder("blobs/sha256", 0755, 0);
            tar.file(blob(Digest.of(manifest)), manifest);
            tar.file(blob(Digest.of(config)), config);
            for (Layer layer : distinctLayers()) {
                tar.file(blob(layer.digest()), layer.file(), 0644);
            }
        }
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private Set<Layer> distinctLayers() {
        return new LinkedHashSet<>(layers);
    }

    private Map<String, Object> config() {
        Instant created = image.created();
        return Map.of(
                "created",
                created.toString(),
                "architecture",
                image.architecture(),
                "os",
                "linux",
                "config",
                image.process(),
                "rootfs",
                Map.of(
                        "type",
                        "layers",
                        "diff_ids",
                        layers.stream().map(layer -> layer.diffId().value()).toList()),
                "history",
                layers.stream()
                        .map(layer -> Map.of("created", created.toString(), "created_by", layer.name()))
                        .toList());
    }

    private Map<String, Object> manifest(byte[] config) {
        return Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST_TYPE,
                "config",
                descriptor(CONFIG_TYPE, Digest.of(config), config.length),
                "layers",
                layers.stream()
                        .map(layer -> descriptor(LAYER_TYPE, layer.digest(), layer.size()))
                        .toList(),
                "annotations",
                image.labels());
    }

    /// containerd takes the name from its own annotation, all others from the standard one.
    private Map<String, Object> index(byte[] manifest) {
        var entry = Map.of(
                "mediaType",
                MANIFEST_TYPE,
                "digest",
                Digest.of(manifest).value(),
                "size",
                manifest.length,
                "platform",
                Map.of("os", "linux", "architecture", image.architecture()),
                "annotations",
                Map.of("org.opencontainers.image.ref.name", image.name(), "io.containerd.image.name", image.name()));
        return Map.of(
                "schemaVersion",
                2,
                "mediaType",
                "application/vnd.oci.image.index.v1+json",
                "manifests",
                List.of(entry));
    }

    private List<Map<String, Object>> dockerManifest(byte[] config) {
        return List.of(Map.of(
                "Config",
                blob(Digest.of(config)),
                "RepoTags",
                List.of(image.name()),
                "Layers",
                layers.stream().map(layer -> blob(layer.digest())).toList()));
    }

    private static Map<String, Object> descriptor(String mediaType, Digest digest, long size) {
        return Map.of("mediaType", mediaType, "digest", digest.value(), "size", size);
    }

    private static String blob(Digest digest) {
        return "blobs/sha256/" + digest.hex();
    }

    private static byte[] json(Object value) throws JsonProcessingException {
        return JSON.writeValueAsBytes(value);
    }
}
