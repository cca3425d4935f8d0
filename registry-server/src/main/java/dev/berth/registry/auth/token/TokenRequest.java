package dev.berth.registry.auth.token;

import dev.berth.registry.auth.htpasswd.Credentials;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who asks for a token, and for which scopes. `lasting` asks for a refresh token beside it.
record TokenRequest(Asker asker, List<String> scopes, boolean lasting) {

    /// How somebody says who they are.
    sealed interface Asker {
        record Nobody() implements Asker {}

        record Login(Credentials credentials) implements Asker {}

        record Refresh(String token) implements Asker {}

        /// The credentials cannot be read.
        record Malformed() implements Asker {}

        /// A form that asks in a way that is not known.
        record Unsupported() implements Asker {}
    }

    /// The form with Basic credentials and the scopes in the query.
    static TokenRequest ofQuery(HttpRequest<?> request) {
        List<String> scopes = request.getParameters().getAll("scope");
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        Asker asker = header == null ? new Asker.Nobody() : login(Credentials.parse(header));
        boolean lasting = request.getParameters()
                .getFirst("offline_token")
                .filter(Boolean::parseBoolean)
                .isPresent();
        return new TokenRequest(asker, scopes, lasting);
    }

    /// The form of OAuth2: everything in the body.
    static TokenRequest ofForm(Map<String, List<String>> form) {
        Asker asker = switch (first(form, "grant_type")) {
            case "password" -> login(Credentials.of(first(form, "username"), first(form, "password")));
            case "refresh_token" -> new Asker.Refresh(first(form, "refresh_token"));
            default -> new Asker.Unsupported();
        };
        boolean lasting = first(form, "access_type").equals("offline");
        return new TokenRequest(asker, form.getOrDefault("scope", List.of()), lasting);
    }

    private static Asker login(Optional<Credentials> credentials) {
        return credentials.<Asker>map(Asker.Login::new).orElseGet(Asker.Malformed::new);
    }

    private static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).getFirst();
    }
}
