package dev.berth.registry.scrub;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/// Lets so many bytes pass in a second, zero for no limit, and none after it was told to stop. Does not make up for
/// time that was lost elsewhere.
final class Pace implements IntConsumer {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private final long bytesPerSecond;
    private final BooleanSupplier stopped;
    private final IntConsumer listener;
    private long next = System.nanoTime();
    private long passed;

    Pace(long bytesPerSecond, BooleanSupplier stopped, IntConsumer listener) {
        this.bytesPerSecond = bytesPerSecond;
        this.stopped = stopped;
        this.listener = listener;
    }

    /// Throws [CancellationException] when it is to stop.
    @Override
    public void accept(int bytes) {
        passed += bytes;
        listener.accept(bytes);
        if (bytesPerSecond > 0) {
            next = Math.max(next, System.nanoTime()) + (long) (bytes * NANOS / bytesPerSecond);
            LockSupport.parkNanos(next - System.nanoTime());
        }
        if (stopped.getAsBoolean()) {
            throw new CancellationException("stopped");
        }
    }

    long passed() {
        return passed;
    }
}
