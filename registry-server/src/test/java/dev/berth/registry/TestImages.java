package dev.berth.registry;

import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Small images, indexes and artifacts. The same seed gives the same content.
public final class TestImages {
    /// The types of all manifests that are made here.
    static final List<String> MANIFEST_TYPES = Stream.of(
                    MediaType.OCI_MANIFEST, MediaType.OCI_INDEX, MediaType.DOCKER_MANIFEST, MediaType.DOCKER_LIST)
            .map(MediaType::value)
            .toList();

    private TestImages() {}

    /// A manifest as it is pushed.
    public record Document(String text, String mediaType) {
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        public Digest digest() {
            return new Content(bytes()).digest(DigestAlgorithm.SHA256);
        }

        String descriptor() {
            return TestImages.descriptor(mediaType, bytes());
        }
    }

    public static byte[] config(String seed) {
        return ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"seed\":\"" + seed + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] layer(String seed) {
        return ("layer of " + seed).getBytes(StandardCharsets.UTF_8);
    }

    public static String descriptor(String mediaType, byte[] content) {
        return String.format(
                Locale.ROOT,
                "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}",
                mediaType,
                Digest.sha256(content),
                content.length);
    }

    public static Document image(byte[] config, byte[]... layers) {
        return image(MediaType.OCI_MANIFEST, "", config, layers);
    }

    public static Document dockerImage(byte[] config, byte[]... layers) {
        return image(MediaType.DOCKER_MANIFEST, "", config, layers);
    }

    /// An artifact that names another manifest as its subject.
    public static Document artifact(String artifactType, Document subject, byte[] config) {
        return image(
                MediaType.OCI_MANIFEST,
                ",\"artifactType\":\"" + artifactType + "\",\"annotations\":{\"of\":\"test\"},\"subject\":"
                        + subject.descriptor(),
                config);
    }

    private static Document image(MediaType type, String more, byte[] config, byte[]... layers) {
        var list = Arrays.stream(layers)
                .map(layer -> descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer))
                .collect(Collectors.joining(","));
        var text = "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"config\":"
                + descriptor("application/vnd.oci.image.config.v1+json", config) + ",\"layers\":[" + list + "]" + more
                + "}";
        return new Document(text, type.value());
    }

    public static Document index(Document... manifests) {
        return index(MediaType.OCI_INDEX, manifests);
    }

    public static Document dockerList(Document... manifests) {
        return index(MediaType.DOCKER_LIST, manifests);
    }

    /// Every child is for linux on amd64.
    private static Document index(MediaType type, Document... manifests) {
        var list = Arrays.stream(manifests)
                .map(manifest -> manifest.descriptor()
                        .replaceFirst("}$", ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}"))
                .collect(Collectors.joining(","));
        return new Document(
                "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"manifests\":[" + list + "]}", type.value());
    }
}
