package dev.berth.registry.auth;

import dev.berth.registry.auth.AccessDecision.Reason;
import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.auth.rules.Scopes;
import dev.berth.registry.auth.token.Tokens;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/// The value of `WWW-Authenticate`: where and how to log in for what was asked. RFC 7617 and RFC 6750, with the
/// parameters of distribution's token specification.
record Challenge(String realm, Optional<Tokens> tokens) {

    String value(HttpRequest<?> request, List<Grant> needs, Reason reason) {
        return tokens.map(known -> bearer(known, request, needs, reason)).orElse("Basic realm=\"" + realm + "\"");
    }

    private static String bearer(Tokens tokens, HttpRequest<?> request, List<Grant> needs, Reason reason) {
        StringBuilder value = new StringBuilder("Bearer realm=\"" + tokens.realm(request) + "\"");
        append(value, "service", tokens.service());
        append(value, "scope", Scopes.format(needs));
        append(value, "error", reason.error());
        return value.toString();
    }

    private static void append(StringBuilder value, String name, String text) {
        if (!text.isEmpty()) {
            value.append(',').append(name).append("=\"").append(text).append('"');
        }
    }
}
