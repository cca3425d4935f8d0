package dev.berth.registry.auth;

import dev.berth.registry.auth.AccessDecision.Allowed;
import dev.berth.registry.auth.AccessDecision.Challenged;
import dev.berth.registry.auth.AccessDecision.Refused;
import dev.berth.registry.oci.ErrorCode;
import java.util.Optional;
import java.util.Set;

/// The rules: `/` is open, the maintenance API checks its own token, everything else needs a user where there are
/// users.
final class AccessPolicy {
    private static final String MAINTENANCE = "/berth/v1/";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String NOBODY = "";

    private final Optional<Users> users;
    private final boolean readOnly;

    AccessPolicy(Optional<Users> users, boolean readOnly) {
        this.users = users;
        this.readOnly = readOnly;
    }

    /// What is asked for and with which Authorization header.
    record Question(String method, String path, Optional<String> authorization) {}

    /// A decision that needs no slow comparison, if there is one.
    Optional<AccessDecision> quickly(Question question) {
        if (question.path.equals("/") || question.path.startsWith(MAINTENANCE)) {
            return Optional.of(new Allowed(NOBODY));
        }
        if (users.isEmpty()) {
            return Optional.of(permitted(question, NOBODY));
        }
        if (question.authorization.isEmpty()) {
            return Optional.of(new Challenged(NOBODY, "no credentials"));
        }
        Optional<Credentials> credentials = question.authorization.flatMap(Credentials::parse);
        if (credentials.isEmpty()) {
            return Optional.of(new Challenged(NOBODY, "malformed credentials"));
        }
        return credentials.filter(users.get()::remembers).map(known -> permitted(question, known.printableUser()));
    }

    /// Blocks while a password is compared.
    AccessDecision decide(Question question) {
        return quickly(question).orElseGet(() -> compare(question));
    }

    private AccessDecision compare(Question question) {
        Credentials credentials =
                question.authorization.flatMap(Credentials::parse).orElseThrow();
        String user = credentials.printableUser();
        return switch (users.orElseThrow().verify(credentials)) {
            case RIGHT -> permitted(question, user);
            case WRONG -> new Challenged(user, "unknown user or wrong password");
            case BUSY -> new Refused(user, ErrorCode.TOOMANYREQUESTS, "too many passwords to compare");
        };
    }

    private AccessDecision permitted(Question question, String user) {
        return readOnly && !READING.contains(question.method)
                ? new Refused(user, ErrorCode.UNSUPPORTED, "the registry is read-only")
                : new Allowed(user);
    }
}
