package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StoredContent;
import java.util.Optional;

/// Reads manifests wherever they are: a condemned one can come back, and so counts what it names.
record ManifestReader(Storage storage) {
    private static final int LARGEST_MANIFEST = 16 << 20;

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

    /// It may be moved either way between two looks.
    private Optional<StoredContent> open(Digest digest) {
        var data = Layout.blobData(digest);
        for (int look = 0; look < 2; look++) {
            var content = storage.open(data).or(() -> storage.condemned().open(data));
            if (content.isPresent()) {
                return content;
            }
        }
        return Optional.empty();
    }
}
