package dev.berth.registry.gc;

import java.time.Duration;

/// What one collection is asked to do. `minAge` is how long content stays after the last answer that promised it: the
/// time a client
/// has from "I have it" to its manifest. At zero only what is pushed or asked for during the run itself is safe, so
/// a client between its last layer and its manifest is told to push the layer again.
public record CollectionRequest(Duration minAge, boolean deleteUntagged, boolean dryRun) {}
