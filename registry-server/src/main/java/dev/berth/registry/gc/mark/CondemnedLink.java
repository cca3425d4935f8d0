package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import java.time.Instant;

/// A layer link that a collection took out of sight, by its name in the repository.
public record CondemnedLink(Digest name, Instant since) {}
