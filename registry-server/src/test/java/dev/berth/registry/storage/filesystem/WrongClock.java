package dev.berth.registry.storage.filesystem;

import dev.berth.registry.storage.Layout;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that is wrong by so much, set right by the difference that a process with such a clock finds.
public final class WrongClock extends Clock {
    private final Clock machine;
    private final ClockDifference difference;

    /// For a storage that something was written to.
    public WrongClock(Path root, Duration by) {
        var folder = root.resolve(Layout.unfinished().toString());
        this.machine = Clock.offset(Clock.systemUTC(), by);
        this.difference = new ClockDifference(folder, machine);
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(difference.ofClocks());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
