package dev.berth.registry.storage;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Where the registry keeps its objects. Every method may block, and fails with a [StorageException]
/// that says whether the storage is full. A failed call leaves readable whatever was there before it.
public interface Storage {

    /// Size and age of an object. Empty when there is none, and for a folder.
    Optional<StoredObject> stat(StorageKey key);

    /// Opens an object for reading; it stays readable until closed even when it is deleted meanwhile.
    /// Empty when there is none.
    Optional<StoredContent> open(StorageKey key);

    /// Writes a small object as a whole: readers see the old content or the new, never a part,
    /// and when the call returns the new content survives a power cut.
    void write(StorageKey key, byte[] content);

    /// Writes a small object as [#write] does unless one is there already. True for exactly one of several callers.
    boolean create(StorageKey key, byte[] content);

    /// Makes a finished object appear under another key, atomically and durably, replacing what is there.
    void move(StorageKey from, StorageKey to);

    /// Removes an object, or a folder with everything below it. What is not there is no error.
    void delete(StorageKey key);

    /// Removes an object unless it was replaced since it was seen so. False when it was, or is gone.
    boolean delete(StorageKey key, StoredObject seen);

    /// Removes every folder at or below this one that holds nothing, and no object.
    void prune(StorageKey folder);

    /// Makes an object young again, but for the content of blobs where that would mean to write it anew. False when
    /// there is none.
    boolean touch(StorageKey key);

    /// The entries of a folder in the order of their names; empty when there is no such folder.
    /// Leftovers of unfinished writes are not shown.
    List<StorageEntry> list(StorageKey folder);

    /// Shows every unfinished write below a folder that was last touched before the horizon, where such a thing is
    /// left.
    default void leftovers(StorageKey folder, Instant horizon, Consumer<StorageKey> visitor) {
        // a storage whose writes are single requests leaves none
    }

    /// The present, by the clock that dates objects. Only such times are compared with each other.
    Instant now();

    /// The objects that a collector has taken out of sight.
    Condemned condemned();

    /// The content that is still arriving.
    UploadStorage uploads();

    /// An address where a client may read an object by itself for a while. Empty when it must ask the registry.
    default Optional<URI> address(StorageKey key) {
        return Optional.empty();
    }

    /// What was found out about the service behind it, by name. Empty where there is nothing to find out.
    default Map<String, Boolean> capabilities() {
        return Map.of();
    }

    /// How many questions at a time it answers as fast as one.
    default int concurrency() {
        return 1;
    }

    /// What distribution calls such a storage.
    default String driver() {
        return "filesystem";
    }

    /// The room there is. Empty where nobody can tell.
    Optional<StorageSpace> space();
}
