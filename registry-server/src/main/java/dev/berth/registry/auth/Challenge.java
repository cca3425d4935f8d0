package dev.berth.registry.auth;

import dev.berth.registry.auth.AccessDecision.Reason;
import dev.berth.registry.auth.htpasswd.HtpasswdConfig;
import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.auth.rules.Scopes;
import dev.berth.registry.auth.token.Tokens;
import dev.berth.registry.http.Locations;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// The value of `WWW-Authenticate`: where and how to log in for what was asked. RFC 7617 and RFC 6750, with the
/// parameters of distribution's token specification.
@Singleton
final class Challenge {
    private final String realm;
    private final Optional<Tokens> tokens;
    private final Locations locations;

    Challenge(AccessConfig config, Optional<Tokens> tokens, Locations locations) {
        this.realm = config.htpasswd().map(HtpasswdConfig::realm).orElse("");
        this.tokens = tokens;
        this.locations = locations;
    }

    String value(HttpRequest<?> request, List<Grant> needs, Reason reason) {
        return tokens.map(known -> bearer(known, request, needs, reason)).orElse("Basic realm=\"" + realm + "\"");
    }

    private String bearer(Tokens known, HttpRequest<?> request, List<Grant> needs, Reason reason) {
        StringBuilder value = new StringBuilder("Bearer realm=\"" + address(request, known.realm()) + "\"");
        append(value, "service", known.service());
        append(value, "scope", Scopes.format(needs));
        append(value, "error", reason.error());
        return value.toString();
    }

    private String address(HttpRequest<?> request, String place) {
        return place.startsWith("/") ? locations.absolute(request, place) : place;
    }

    private static void append(StringBuilder value, String name, String text) {
        if (!text.isEmpty()) {
            value.append(',').append(name).append("=\"").append(text).append('"');
        }
    }
}
