package dev.berth.registry.storage;

import java.time.Instant;

/// What the storage knows of an object without reading it. The version tells two contents apart where the storage has
/// such a thing, and is empty elsewhere.
public record StoredObject(long size, Instant modified, String version) {

    public StoredObject(long size, Instant modified) {
        this(size, modified, "");
    }
}
