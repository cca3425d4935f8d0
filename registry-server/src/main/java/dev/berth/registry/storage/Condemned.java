package dev.berth.registry.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Objects that a collector has taken out of sight and that anyone may take back until they are purged. Keys are those
/// the objects had and will have again. All steps are atomic, whoever else takes one at the same time:
/// ```
///  present ──condemn──► condemned ──purge──► gone
///     ▲                     │
///     └──────rescue─────────┘
/// ```
public interface Condemned {

    /// Takes an object out of sight as of now. False when there is none.
    boolean condemn(StorageKey key);

    /// Takes it back, young. False when it is not condemned, or not any more.
    boolean rescue(StorageKey key);

    /// Its size, and since when it is out of sight, never earlier than in truth. Empty when it is not condemned.
    Optional<StoredObject> stat(StorageKey key);

    /// When it was last made young, before it was condemned: nobody was promised it since. Empty where that cannot be
    /// told, and when it is not condemned.
    default Optional<Instant> promised(StorageKey key) {
        return Optional.empty();
    }

    /// Opens it where it is. Empty when it is not condemned.
    Optional<StoredContent> open(StorageKey key);

    /// Removes for good what is condemned since that very time. False when somebody has taken it back meanwhile, also
    /// when it was condemned again.
    boolean purge(StorageKey key, Instant since);

    /// For how long everything must stay condemned at least while servers run.
    default Duration shortestHold() {
        return Duration.ZERO;
    }

    /// How much later than in truth something may seem to be condemned.
    default Duration resolution() {
        return Duration.ZERO;
    }

    /// The names in a folder that hold something condemned, or did a moment ago; an object's own folder is one of them.
    List<StorageEntry> list(StorageKey folder);
}
