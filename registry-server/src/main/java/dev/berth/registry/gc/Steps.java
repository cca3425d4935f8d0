package dev.berth.registry.gc;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// What each step of a run waits for: that it may go on, and that it is not too fast.
final class Steps {
    private final CollectorLease lease;
    private final AtomicBoolean cancelled;
    private final long nanosEach;
    private long next = System.nanoTime();

    /// At most so many steps in a second; zero for no limit.
    Steps(CollectorLease lease, AtomicBoolean cancelled, int maxRate) {
        this.lease = lease;
        this.cancelled = cancelled;
        this.nanosEach = maxRate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / maxRate;
    }

    /// Throws [CancellationException] when the server stops or another collector has taken over.
    synchronized void next() {
        if (cancelled.get() || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the server is stopping");
        }
        if (lease.isLost()) {
            throw new CancellationException("another collector has taken over");
        }
        if (nanosEach > 0) {
            long now = System.nanoTime();
            next = Math.max(next + nanosEach, now - TimeUnit.SECONDS.toNanos(1));
            LockSupport.parkNanos(next - now);
        }
    }
}
