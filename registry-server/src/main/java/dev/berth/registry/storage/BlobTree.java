package dev.berth.registry.storage;

import dev.berth.registry.oci.Digest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The digests in a tree of blobs, in their order, by a listing of present or of condemned objects. One folder of a
/// common prefix is in memory at a time.
public record BlobTree(Function<StorageKey, List<StorageEntry>> list) {

    /// Shows those that come after `last` until the visitor answers false. True when it never did.
    public boolean after(Optional<Digest> last, Predicate<Digest> visitor) {
        for (StorageEntry algorithm : list.apply(Layout.blobs())) {
            StorageKey all = Layout.blobs().child(algorithm.name());
            for (StorageEntry prefix : list.apply(all)) {
                if (!isBefore(algorithm.name() + ":" + prefix.name(), last)
                        && !folder(all.child(prefix.name()), last, visitor)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether all that begins so comes before.
    private static boolean isBefore(String prefix, Optional<Digest> last) {
        return last.filter(digest -> prefix.compareTo(digest.toString()
                                .substring(
                                        0,
                                        Math.min(
                                                prefix.length(),
                                                digest.toString().length())))
                        < 0)
                .isPresent();
    }

    private boolean folder(StorageKey folder, Optional<Digest> last, Predicate<Digest> visitor) {
        String algorithm = folder.parent().name();
        for (StorageEntry hex : list.apply(folder)) {
            Optional<Digest> digest = Digest.ifValid(algorithm + ":" + hex.name());
            if (digest.isPresent()
                    && last.filter(each -> digest.get().toString().compareTo(each.toString()) <= 0)
                            .isEmpty()
                    && !visitor.test(digest.get())) {
                return false;
            }
        }
        return true;
    }
}
