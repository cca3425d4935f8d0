package dev.berth.operator.tls;

import dev.berth.operator.plan.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the server's certificate should be: files to apply, or a problem that leaves the old ones in force.
public record Certificates(
        @Nullable Files files,
        @Nullable AuthorityFiles authority,
        @Nullable Instant notAfter,
        @Nullable Problem problem) {
    static final Certificates NONE = new Certificates(null, null, null, null);

    /// The files of the server's Secret.
    public record Files(
            String certificate, String key, @Nullable String authority) {}

    /// The files of the authority's Secret.
    public record AuthorityFiles(String certificate, String key) {}

    static Certificates withProblem(Problem problem) {
        return new Certificates(null, null, null, problem);
    }

    /// When a self-signed certificate is due for renewal: at two thirds of its life.
    public @Nullable Instant renewAt() {
        return authority == null || notAfter == null ? null : notAfter.minus(Authority.LEAF_LIFETIME.dividedBy(3));
    }
}
