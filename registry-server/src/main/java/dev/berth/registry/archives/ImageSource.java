package dev.berth.registry.archives;

import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Descriptor;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The images of an archive, whichever form it has.
interface ImageSource extends AutoCloseable {
    static ImageSource open(Path source) throws IOException {
        Archive archive = Archive.open(source);
        try {
            if (archive.has(OciLayout.INDEX)) {
                return new OciLayout(archive);
            }
            if (archive.has(DockerArchive.MANIFEST)) {
                return DockerArchive.of(archive);
            }
            throw new ArchiveException(
                    "has neither an index.json, as an OCI layout, nor a manifest.json, as docker save writes");
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    List<ArchivedImage> images() throws IOException;

    boolean has(Digest digest);

    /// A manifest below another one, its digest verified.
    Content manifest(Descriptor descriptor) throws IOException;

    long size(Digest digest) throws IOException;

    InputStream blob(Digest digest) throws IOException;

    /// The tag in a name such as `app`, `app:v1` or `registry.example/team/app:v1`; a lone word is a tag.
    static Optional<Tag> tag(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        String tag = last.substring(last.lastIndexOf(':') + 1);
        boolean named = last.contains(":") || !name.contains("/");
        return named && Tag.isValid(tag) ? Optional.of(Tag.parse(tag)) : Optional.empty();
    }

    @Override
    void close() throws IOException;
}
