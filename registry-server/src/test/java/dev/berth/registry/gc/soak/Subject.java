package dev.berth.registry.gc.soak;

import dev.berth.registry.ServerProcess;
import java.io.IOException;

/// A registry under test, as a process, and how it collects its garbage.
interface Subject {
    ServerProcess start() throws IOException;

    /// One collection from its beginning to its end, where that can be asked for. Fails when the server is away.
    void collect(ServerProcess server, Tally tally) throws IOException, InterruptedException;

    /// Whether it may be killed and started again while clients are busy.
    boolean mayBeKilled();
}
