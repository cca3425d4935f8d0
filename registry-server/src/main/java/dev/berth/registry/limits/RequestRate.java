package dev.berth.registry.limits;

import dev.berth.registry.configuration.ConfigurationNode;

/// How many requests a client may send each second on average, and how many at once after a pause. Zero limits none.
public record RequestRate(int perSecond, int burst) {

    public static RequestRate unlimited() {
        return new RequestRate(0, 0);
    }

    public static RequestRate from(ConfigurationNode root) {
        ConfigurationNode limit = root.section("berth.ratelimit");
        if (!limit.has("requestspersecond")) {
            return unlimited();
        }
        int perSecond = limit.count("requestspersecond", 1);
        return new RequestRate(perSecond, limit.count("burst", 2 * perSecond));
    }

    boolean isSet() {
        return perSecond > 0;
    }
}
