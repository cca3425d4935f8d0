package dev.berth.registry.gc;

import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Lease;
import dev.berth.registry.storage.Storage;
import java.util.Optional;

/// The right to collect. It makes two runs enough to free space.
public final class CollectorLease implements AutoCloseable {
    private final Lease lease;

    private CollectorLease(Lease lease) {
        this.lease = lease;
    }

    /// Empty when another process collects, or did until less than half a minute ago without saying that it ended.
    public static Optional<CollectorLease> acquire(Storage storage) {
        return Lease.acquire(storage, Layout.collectorLeases()).map(CollectorLease::new);
    }

    long epoch() {
        return lease.epoch();
    }

    boolean isLost() {
        return lease.isLost();
    }

    @Override
    public void close() {
        lease.close();
    }
}
