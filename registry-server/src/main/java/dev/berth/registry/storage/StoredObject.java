package dev.berth.registry.storage;

import java.time.Instant;

/// What the storage knows of an object without reading it.
public record StoredObject(long size, Instant modified) {}
