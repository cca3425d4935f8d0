package dev.berth.registry.retention;

import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.StoredObject;

/// What becomes of one tag as it was seen, and why, in words for people.
public record TagDecision(RepositoryName repository, Tag tag, StoredObject seen, boolean kept, String reason) {}
