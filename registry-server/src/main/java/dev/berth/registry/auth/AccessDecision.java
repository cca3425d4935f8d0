package dev.berth.registry.auth;

import dev.berth.registry.oci.ErrorCode;

/// What becomes of a request: it may pass, its sender must say who he is, or it is refused whoever sent it.
sealed interface AccessDecision {

    /// `user` is empty for a request that needed no credentials.
    record Allowed(String user) implements AccessDecision {}

    /// Answered with 401 and the realm; `why` goes to the log.
    record Challenged(String user, String why) implements AccessDecision {}

    record Refused(String user, ErrorCode code, String why) implements AccessDecision {}
}
