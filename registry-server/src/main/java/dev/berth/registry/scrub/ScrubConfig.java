package dev.berth.registry.scrub;

import dev.berth.registry.configuration.ByteSize;
import dev.berth.registry.configuration.ConfigurationNode;
import java.time.Duration;

/// How often all blobs are read again, zero for never, and how many bytes in a second, zero for no limit.
public record ScrubConfig(Duration interval, long bytesPerSecond) {

    public static ScrubConfig off() {
        return new ScrubConfig(Duration.ZERO, 0);
    }

    public static ScrubConfig from(ConfigurationNode root) {
        ConfigurationNode scrub = root.section("berth.scrub");
        String rate = scrub.string("rate", "20MiB");
        return new ScrubConfig(
                scrub.duration("interval", Duration.ofDays(7)),
                ByteSize.parse(rate)
                        .map(ByteSize::bytes)
                        .orElseThrow(() -> scrub.wrong(
                                "rate", "must be the bytes of a second such as 20MiB, not \"" + rate + "\"")));
    }

    boolean isOn() {
        return !interval.isZero();
    }
}
