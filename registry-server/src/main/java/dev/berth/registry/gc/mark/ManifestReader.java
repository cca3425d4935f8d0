package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StoredContent;
import java.util.Optional;

/// Reads manifests wherever they are: a condemned one can come back, and so counts what it names.
record ManifestReader(Storage storage) {
    private static final int LARGEST_MANIFEST = 16 << 20;

    /// A client may take it back and another collector condemn it again between two looks, but no second time: that
    /// collector's mark would have to be older than the push it gets in the way of.
    static final int LOOKS = 3;

    Optional<byte[]> read(Digest digest) throws Unreadable {
        try (var content = open(digest).orElse(null)) {
            if (content == null || content.size() == 0) {
                return Optional.empty();
            }
            if (content.size() > LARGEST_MANIFEST) {
                throw new Unreadable("the manifest " + digest + " is larger than any manifest");
            }
            return Optional.of(content.readAll(LARGEST_MANIFEST));
        }
    }

    private Optional<StoredContent> open(Digest digest) {
        var data = Layout.blobData(digest);
        for (int look = 0; look < LOOKS; look++) {
            var content = storage.open(data).or(() -> storage.condemned().open(data));
            if (content.isPresent()) {
                return content;
            }
        }
        return Optional.empty();
    }
}
