package dev.berth.registry.scrub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a scrub stands or ended, as it is kept and as the maintenance API shows it. Times are RFC 3339. `position` is
/// the digest that was read last: after it a run goes on that was cut off.
public record ScrubReport(
        String id,
        State state,
        String startedAt,
        @Nullable String finishedAt,
        @Nullable String position,
        long blobs,
        long bytes,
        List<Damage> damaged,
        List<String> problems) {

    /// A blob, where its content was moved, and which repositories link it.
    public record Damage(String digest, String movedTo, List<String> repositories) {}

    public enum State {
        Running,
        Succeeded,
        Failed
    }
}
