package dev.berth.registry.gc.mark;

import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;

/// What nobody needs any more, as it was before that was found out: who writes it anew meanwhile keeps it.
public record Leftover(StorageKey key, StoredObject seen) {}
