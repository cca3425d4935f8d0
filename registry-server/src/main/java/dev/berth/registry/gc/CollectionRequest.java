package dev.berth.registry.gc;

import java.time.Duration;

/// What one collection is asked to do. `minAge` is how long content stays after the last answer that promised it: the
/// time a client has from "I have it" to its manifest. `hold` is how long content stays condemned, where everyone who
/// asks for it gets it back, before it is purged. With a hold of zero a run condemns, marks anew and purges: what has
/// a manifest is safe even then, but a client between its last layer and its manifest is told to push the layer again.
/// `maxRate` is how many objects are looked at in a second; zero for no limit.
public record CollectionRequest(Duration minAge, Duration hold, boolean deleteUntagged, boolean dryRun, int maxRate) {
    public static final Duration USUAL_MIN_AGE = Duration.ofHours(24);

    /// Shorter than a day, so that a nightly run purges what the last one condemned.
    public static final Duration USUAL_HOLD = Duration.ofHours(12);

    /// Condemns and purges whatever its age.
    public static CollectionRequest atOnce(boolean deleteUntagged) {
        return new CollectionRequest(Duration.ZERO, Duration.ZERO, deleteUntagged, false, 0);
    }

    /// With no shorter hold than that.
    public CollectionRequest holdingAtLeast(Duration shortest) {
        return hold.compareTo(shortest) >= 0
                ? this
                : new CollectionRequest(minAge, shortest, deleteUntagged, dryRun, maxRate);
    }

    /// Only what it would do.
    public CollectionRequest dry() {
        return new CollectionRequest(minAge, hold, deleteUntagged, true, maxRate);
    }
}
