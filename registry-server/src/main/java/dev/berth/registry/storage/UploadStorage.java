package dev.berth.registry.storage;

import java.time.Instant;
import java.util.Optional;

/// Content that arrives in pieces, by requests that may reach different servers. Each upload has a folder, where its
/// file `data` is young while somebody goes on with it.
public interface UploadStorage {

    /// The least that continues an upload, but for its last piece.
    default long smallestPiece() {
        return 1;
    }

    /// Begins an empty upload.
    void start(StorageKey folder);

    /// How much it holds. Empty when there is no such upload.
    Optional<Long> size(StorageKey folder);

    /// Goes on where it ends. Whoever knows where the content will go says so: it may be put there at once. Two writers
    /// of one upload at a time are the callers' mistake, after which one of them fails.
    Optional<UploadWriter> open(StorageKey folder, Optional<StorageKey> target);

    /// Gives an upload up with all it holds. What is not there is no error.
    void remove(StorageKey folder);

    /// Gives up what was begun before the horizon and belongs to no upload, as a crash leaves it.
    void removeLost(Instant horizon);
}
