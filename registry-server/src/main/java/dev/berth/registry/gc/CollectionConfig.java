package dev.berth.registry.gc;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.limits.FreeSpaceMark;
import java.time.Duration;

/// What a collection does that says nothing else, and below how much free space the server starts one by itself.
public record CollectionConfig(CollectionRequest usual, FreeSpaceMark startBelow) {
    private static final int HIGHEST_RATE = 1_000_000;

    public static CollectionConfig defaults() {
        return new CollectionConfig(
                new CollectionRequest(CollectionRequest.USUAL_MIN_AGE, CollectionRequest.USUAL_HOLD, false, false, 0),
                FreeSpaceMark.none());
    }

    public static CollectionConfig from(ConfigurationNode root) {
        ConfigurationNode node = root.section("berth.garbagecollection");
        Duration minAge = node.duration("minage", CollectionRequest.USUAL_MIN_AGE);
        Duration hold = node.duration("hold", CollectionRequest.USUAL_HOLD);
        long maxRate = node.integer("maxrate", 0);
        if (maxRate < 0 || maxRate > HIGHEST_RATE) {
            throw node.wrong("maxrate", "must be from 0, for no limit, to " + HIGHEST_RATE + ", not " + maxRate);
        }
        return new CollectionConfig(
                new CollectionRequest(minAge, hold, node.bool("deleteuntagged", false), false, (int) maxRate),
                FreeSpaceMark.from(node, "startbelow", "0"));
    }
}
