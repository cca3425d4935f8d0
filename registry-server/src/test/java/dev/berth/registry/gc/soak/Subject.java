package dev.berth.registry.gc.soak;

import dev.berth.registry.ServerProcess;
import java.io.IOException;

/// A registry under test, as one process or several on the same storage, and how it collects its garbage.
interface Subject {
    ServerProcess start(int number) throws IOException;

    default int servers() {
        return 1;
    }

    /// One collection from its beginning to its end, where that can be asked for. Fails when the server is away.
    void collect(ServerProcess server, Tally tally) throws IOException, InterruptedException;

    /// Whether it may be killed and started again while clients are busy.
    boolean mayBeKilled();
}
