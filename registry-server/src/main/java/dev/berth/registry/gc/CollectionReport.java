package dev.berth.registry.gc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a collection stands or ended, as the maintenance API shows it. Times are RFC 3339. `condemned…` counts what it
/// took out of sight, `rescued` what it put back because something named it after all, `removed…` and `freedBytes`
/// what it purged; in a dry run, what it would.
public record CollectionReport(
        String id,
        State state,
        Phase phase,
        Trigger trigger,
        String startedAt,
        @Nullable String finishedAt,
        boolean dryRun,
        long repositories,
        long manifests,
        long markedBlobs,
        long scannedBlobs,
        long removedTags,
        long condemnedBlobs,
        long condemnedManifests,
        long condemnedBytes,
        long rescued,
        long removedBlobs,
        long removedManifests,
        long freedBytes,
        double seconds,
        List<String> problems,
        List<TagReport> tags) {

    /// What the retention's rules say of `<repository>:<tag>`, and why. Those that stay are told by a dry run alone,
    /// and of very many the first.
    public record TagReport(String name, boolean kept, String reason) {}

    /// Who wanted it: somebody who asked, or the server because room was short.
    public enum Trigger {
        Request,
        DiskPressure
    }

    /// Succeeded also when some repositories were kept whole; the problems name them.
    public enum State {
        Running,
        Succeeded,
        Failed
    }
}
