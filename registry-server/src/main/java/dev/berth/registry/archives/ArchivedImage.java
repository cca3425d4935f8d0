package dev.berth.registry.archives;

import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.Tag;
import java.util.List;

/// What an archive holds at its top: a manifest, its media type, and the tags that the archive gives it.
record ArchivedImage(Content manifest, String mediaType, List<Tag> tags) {

    Digest digest() {
        return manifest.digest(DigestAlgorithm.SHA256);
    }
}
