package dev.berth.registry.auth;

import dev.berth.registry.http.Caller;
import dev.berth.registry.oci.ErrorCode;

/// What becomes of a request: it may pass, its sender must say who he is, or it is refused whoever sent it.
sealed interface AccessDecision {

    record Allowed(Caller caller) implements AccessDecision {}

    /// Answered with 401 and what the client needs to get in; `why` goes to the log.
    record Challenged(String user, Reason why) implements AccessDecision {}

    record Refused(String user, ErrorCode code, String why) implements AccessDecision {}

    /// Why a client is challenged, and what a challenge for a token says of it.
    enum Reason {
        NO_CREDENTIALS("no credentials", ""),
        MALFORMED("malformed credentials", ""),
        WRONG_PASSWORD("unknown user or wrong password", ""),
        INVALID_TOKEN("invalid or expired token", "invalid_token"),
        INSUFFICIENT_SCOPE("the token does not cover this", "insufficient_scope");

        private final String text;
        private final String error;

        Reason(String text, String error) {
            this.text = text;
            this.error = error;
        }

        String text() {
            return text;
        }

        String error() {
            return error;
        }
    }
}
