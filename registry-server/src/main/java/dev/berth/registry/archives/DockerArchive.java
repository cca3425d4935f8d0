package dev.berth.registry.archives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Descriptor;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.MediaType;
import dev.berth.registry.oci.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What `docker save` and `podman save` write: configurations and layers under any names. The images' manifests are
/// made here.
final class DockerArchive implements ImageSource {
    static final String MANIFEST = "manifest.json";
    private static final String CONFIG = "application/vnd.docker.container.image.v1+json";
    private static final String LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    private final Archive archive;
    private final Map<Digest, String> paths = new HashMap<>();
    private final Map<String, ObjectNode> described = new HashMap<>();
    private final List<ArchivedImage> images = new ArrayList<>();

    private DockerArchive(Archive archive) {
        this.archive = archive;
    }

    static DockerArchive of(Archive archive) throws IOException {
        DockerArchive opened = new DockerArchive(archive);
        for (JsonNode image : archive.json(MANIFEST)) {
            opened.add(image);
        }
        return opened;
    }

    private void add(JsonNode image) throws IOException {
        ObjectNode manifest = JsonNodeFactory.instance
                .objectNode()
                .put("schemaVersion", 2)
                .put("mediaType", MediaType.DOCKER_MANIFEST.value());
        manifest.set("config", described(image.path("Config").asText(), CONFIG));
        var layers = manifest.putArray("layers");
        for (JsonNode layer : image.path("Layers")) {
            layers.add(described(layer.asText(), LAYER));
        }
        List<Tag> tags = new ArrayList<>();
        image.path("RepoTags").forEach(name -> ImageSource.tag(name.asText()).ifPresent(tags::add));
        images.add(new ArchivedImage(
                new Content(manifest.toString().getBytes(StandardCharsets.UTF_8)),
                MediaType.DOCKER_MANIFEST.value(),
                List.copyOf(tags)));
    }

    /// Files have no digests for names, so each is read once for its own.
    private ObjectNode described(String path, String mediaType) throws IOException {
        ObjectNode known = described.get(path);
        if (known != null) {
            return known;
        }
        var hash = DigestAlgorithm.SHA256.newMessageDigest();
        byte[] piece = new byte[256 << 10];
        boolean compressed = false;
        long size = 0;
        try (InputStream content = archive.read(path)) {
            for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
                compressed |= size == 0 && count > 1 && piece[0] == 0x1f && piece[1] == (byte) 0x8b;
                hash.update(piece, 0, count);
                size += count;
            }
        }
        Digest digest = Digest.ofHash(DigestAlgorithm.SHA256, hash.digest());
        paths.put(digest, path);
        ObjectNode descriptor = JsonNodeFactory.instance
                .objectNode()
                .put("mediaType", compressed ? mediaType + ".gzip" : mediaType)
                .put("size", size)
                .put("digest", digest.toString());
        described.put(path, descriptor);
        return descriptor;
    }

    @Override
    public List<ArchivedImage> images() {
        return List.copyOf(images);
    }

    @Override
    public boolean has(Digest digest) {
        return paths.containsKey(digest);
    }

    @Override
    public Content manifest(Descriptor descriptor) {
        throw new ArchiveException("holds no manifest " + descriptor.digest());
    }

    @Override
    public long size(Digest digest) throws IOException {
        return archive.size(path(digest));
    }

    @Override
    public InputStream blob(Digest digest) throws IOException {
        return archive.read(path(digest));
    }

    private String path(Digest digest) {
        return paths.getOrDefault(digest, digest.toString());
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
