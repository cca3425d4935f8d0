package dev.berth.registry.storage.migration;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Slows copying down to a rate, and ends it when the server stops.
final class Pace {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private final double nanosPerByte;
    private volatile boolean stopped;
    private long next = System.nanoTime();

    /// Zero for no limit.
    Pace(long bytesPerSecond) {
        this.nanosPerByte = bytesPerSecond == 0 ? 0 : (double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    }

    void stop() {
        stopped = true;
    }

    /// Waits. False when the server stops meanwhile.
    boolean pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!stopped && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return !stopped;
    }

    /// Throws [CancellationException] when the server stops.
    void took(long bytes) {
        if (stopped) {
            throw new CancellationException("the server is stopping");
        }
        next = Math.max(next, System.nanoTime() - TimeUnit.SECONDS.toNanos(1)) + Math.round(bytes * nanosPerByte);
        for (long wait = next - System.nanoTime(); wait > 0 && !stopped; wait = next - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(wait, LOOK_NANOS));
        }
    }
}
