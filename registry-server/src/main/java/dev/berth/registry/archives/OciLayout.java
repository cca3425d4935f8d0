package dev.berth.registry.archives;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Descriptor;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Manifest;
import dev.berth.registry.oci.ManifestParser;
import dev.berth.registry.oci.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An OCI image layout: `index.json` lists the images, `blobs` holds everything by its digest.
record OciLayout(Archive archive) implements ImageSource {
    static final String INDEX = "index.json";
    private static final String VERSION = "oci-layout";
    private static final String NAME = "org.opencontainers.image.ref.name";

    @Override
    public List<ArchivedImage> images() throws IOException {
        requireVersion();
        if (!(ManifestParser.parse(archive.readAll(INDEX, Archive.MAX_DOCUMENT)) instanceof Manifest.Index index)) {
            throw new ArchiveException(INDEX + " lists no manifests");
        }
        Map<Digest, ArchivedImage> images = new LinkedHashMap<>();
        for (Descriptor each : index.manifests()) {
            ArchivedImage image =
                    new ArchivedImage(manifest(each), each.mediaType().value(), tags(each));
            images.merge(each.digest(), image, OciLayout::together);
        }
        return List.copyOf(images.values());
    }

    private static ArchivedImage together(ArchivedImage one, ArchivedImage other) {
        List<Tag> tags = new ArrayList<>(one.tags());
        other.tags().stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
        return new ArchivedImage(one.manifest(), one.mediaType(), List.copyOf(tags));
    }

    private static List<Tag> tags(Descriptor descriptor) {
        String name = descriptor.json().path("annotations").path(NAME).asText("");
        return ImageSource.tag(name).stream().toList();
    }

    private void requireVersion() throws IOException {
        JsonNode version = archive.json(VERSION).path("imageLayoutVersion");
        if (!version.asText().startsWith("1.")) {
            throw new ArchiveException("has an OCI layout of version \"" + version.asText() + "\"; 1.0.0 is known");
        }
    }

    @Override
    public boolean has(Digest digest) {
        return archive.has(path(digest));
    }

    @Override
    public Content manifest(Descriptor descriptor) throws IOException {
        Digest digest = descriptor.digest();
        Content content = new Content(archive.readAll(path(digest), Archive.MAX_DOCUMENT));
        if (!content.digest(digest.algorithm()).equals(digest)) {
            throw new ArchiveException(path(digest) + " has other content than its name says");
        }
        return content;
    }

    @Override
    public long size(Digest digest) throws IOException {
        return archive.size(path(digest));
    }

    @Override
    public InputStream blob(Digest digest) throws IOException {
        return archive.read(path(digest));
    }

    private static String path(Digest digest) {
        return "blobs/" + digest.algorithm().text() + "/" + digest.hex();
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
