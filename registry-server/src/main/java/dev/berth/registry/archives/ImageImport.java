package dev.berth.registry.archives;

import dev.berth.registry.blobs.Blobs;
import dev.berth.registry.manifests.Manifests;
import dev.berth.registry.manifests.PushNames;
import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Descriptor;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Manifest;
import dev.berth.registry.oci.ManifestParser;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.uploads.IncomingBlobs;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Pushes the images of an archive as a client would: blobs first, tags last, everything verified on its way. A
/// registry may be running on the same storage.
@Singleton
public final class ImageImport {
    /// An index of indexes of indexes is odd enough.
    private static final int DEEPEST = 8;

    private final Blobs blobs;
    private final IncomingBlobs incoming;
    private final Manifests manifests;

    ImageImport(Blobs blobs, IncomingBlobs incoming, Manifests manifests) {
        this.blobs = blobs;
        this.incoming = incoming;
        this.manifests = manifests;
    }

    private record Run(ImageSource source, RepositoryName repository, Consumer<String> progress) {}

    /// Tells of every step. Throws [ArchiveException] or a registry's refusal; what was stored by then stays, and a
    /// second try goes on from there.
    public void run(Path archive, List<ImportTarget> targets, Consumer<String> progress) throws IOException {
        try (ImageSource source = ImageSource.open(archive)) {
            List<ArchivedImage> images = source.images();
            for (ImportTarget target : targets) {
                Run run = new Run(source, target.repository(), progress);
                for (ArchivedImage image : chosen(images, target)) {
                    push(run, image, target.tag().map(List::of).orElse(image.tags()));
                }
            }
        }
    }

    /// A tag can be given to one image only: to the one that has a name, or to the only one.
    private static List<ArchivedImage> chosen(List<ArchivedImage> images, ImportTarget target) {
        if (target.tag().isEmpty()) {
            return images;
        }
        List<ArchivedImage> named =
                images.stream().filter(image -> !image.tags().isEmpty()).toList();
        List<ArchivedImage> candidates = named.isEmpty() ? images : named;
        if (candidates.size() != 1) {
            throw new ArchiveException("holds " + candidates.size() + " images, so that " + target.repository() + ":"
                    + target.tag().get() + " could be any; leave out the tag to take all with their own");
        }
        return candidates;
    }

    private void push(Run run, ArchivedImage image, List<Tag> tags) throws IOException {
        Manifest manifest = ManifestParser.parse(image.manifest().bytes(), image.mediaType());
        copyChildren(run, manifest, 1);
        manifests.push(run.repository(), new PushNames(image.digest(), tags), image.manifest(), image.mediaType());
        String names = tags.isEmpty()
                ? "without a tag"
                : tags.stream().map(tag -> run.repository() + ":" + tag).collect(Collectors.joining(", "));
        run.progress().accept("manifest " + image.digest() + " " + names);
    }

    private void copyChildren(Run run, Manifest manifest, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new ArchiveException("nests indexes more than " + DEEPEST + " deep");
        }
        for (Descriptor child : manifest.children()) {
            if (!run.source().has(child.digest())) {
                continue; // whether it may be missing is the registry's to say
            }
            if (child.mediaType().isManifest()) {
                copyManifest(run, child, depth);
            } else {
                copyBlob(run, child);
            }
        }
    }

    private void copyManifest(Run run, Descriptor child, int depth) throws IOException {
        Content content = run.source().manifest(child);
        String type = child.mediaType().value();
        copyChildren(run, ManifestParser.parse(content.bytes(), type), depth + 1);
        manifests.push(run.repository(), new PushNames(child.digest(), List.of()), content, type);
        run.progress().accept("manifest " + child.digest());
    }

    private void copyBlob(Run run, Descriptor child) throws IOException {
        Digest digest = child.digest();
        if (run.source().size(digest) != child.size()) {
            throw new ArchiveException(
                    "holds " + run.source().size(digest) + " bytes of blob " + digest + ", which has " + child.size());
        }
        if (blobs.find(run.repository(), digest)
                .filter(blob -> blob.size() == child.size())
                .isPresent()) {
            run.progress().accept("blob " + digest + " is there already");
            return;
        }
        try (InputStream content = run.source().blob(digest)) {
            incoming.store(run.repository(), digest, content);
        }
        run.progress().accept("blob " + digest + " of " + child.size() + " bytes");
    }
}
