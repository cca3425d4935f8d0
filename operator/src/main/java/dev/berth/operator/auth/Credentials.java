package dev.berth.operator.auth;

import dev.berth.operator.plan.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may log in: the server's file, the passwords that are generated, the login for pods, and what could not be
/// resolved.
/// Without a file the one in force stays.
public record Credentials(
        @Nullable HtpasswdFile file,
        List<Login> generated,
        @Nullable Login forPods,
        List<Problem> problems) {
    public Credentials {
        generated = List.copyOf(generated);
        problems = List.copyOf(problems);
    }

    @Override
    public String toString() {
        return "Credentials[problems=" + problems + "]";
    }
}
