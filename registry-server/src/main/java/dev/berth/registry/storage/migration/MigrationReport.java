package dev.berth.registry.storage.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the move to another storage stands, as the maintenance API shows it. Times are RFC 3339. `copiedBlobs`,
/// `copiedBytes` and `copiedLinks` count since the server started; what an earlier one copied counts as `present…`.
public record MigrationReport(
        State state,
        String startedAt,
        @Nullable String finishedAt,
        int pass,
        long repositories,
        long copiedBlobs,
        long copiedBytes,
        long copiedLinks,
        long presentBlobs,
        double seconds,
        List<String> problems) {

    public enum State {
        Copying,
        /// A pass was cut off, as its problem says; another begins in a while.
        Interrupted,
        /// Everything is in the new storage. The old one may go.
        Completed
    }
}
