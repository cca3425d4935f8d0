package dev.berth.registry.auth.token;

import dev.berth.registry.auth.htpasswd.Credentials;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who asks for a token, how, and for which scopes. `login` is empty for somebody without credentials; `broken` says
/// why the request can't be answered.
record TokenRequest(Optional<Credentials> login, List<String> scopes, Optional<Problem> broken) {

    /// What is wrong with a request for a token.
    enum Problem {
        CREDENTIALS,
        GRANT_TYPE
    }

    /// The form with Basic credentials and the scopes in the query.
    static TokenRequest ofQuery(HttpRequest<?> request) {
        List<String> scopes = request.getParameters().getAll("scope");
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        Optional<Credentials> login = Optional.ofNullable(header).flatMap(Credentials::parse);
        boolean malformed = header != null && login.isEmpty();
        return new TokenRequest(login, scopes, malformed ? Optional.of(Problem.CREDENTIALS) : Optional.empty());
    }

    /// The form of OAuth2: everything in the body. Refresh tokens are not handed out, so none is taken.
    static TokenRequest ofForm(Map<String, List<String>> form) {
        List<String> scopes = form.getOrDefault("scope", List.of());
        if (!first(form, "grant_type").equals("password")) {
            return new TokenRequest(Optional.empty(), scopes, Optional.of(Problem.GRANT_TYPE));
        }
        Optional<Credentials> login = Credentials.of(first(form, "username"), first(form, "password"));
        return new TokenRequest(login, scopes, login.isEmpty() ? Optional.of(Problem.CREDENTIALS) : Optional.empty());
    }

    private static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).getFirst();
    }
}
