package dev.berth.registry.auth.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.auth.htpasswd.Credentials;
import dev.berth.registry.auth.htpasswd.Users;
import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.auth.rules.Rules;
import dev.berth.registry.auth.rules.Scopes;
import dev.berth.registry.auth.token.TokenRequest.Asker;
import dev.berth.registry.http.JsonAnswers;
import dev.berth.registry.http.OciErrors;
import dev.berth.registry.netty.RequestBodies;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands out tokens: to users for what they may do, to everybody else for what is open to all. Distribution's token
/// specification (GET with Basic) and its OAuth2 form (POST with a password or a
/// refresh token).
@Controller(OwnTokens.PATH)
@Requires(bean = OwnTokens.class)
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TokenController {
    private static final Logger LOG = LoggerFactory.getLogger(TokenController.class);
    private static final int LARGEST_FORM = 32 << 10;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;

    private final OwnTokens tokens;
    private final Users users;
    private final Rules rules;
    private final RequestBodies bodies;

    TokenController(OwnTokens tokens, Users users, Rules rules, RequestBodies bodies) {
        this.tokens = tokens;
        this.users = users;
        this.rules = rules;
        this.bodies = bodies;
    }

    @Get
    HttpResponse<?> get(HttpRequest<?> request) {
        return answer(request, TokenRequest.ofQuery(request));
    }

    @Post
    HttpResponse<?> post(HttpRequest<?> request) {
        var tooLarge = RegistryException.of(ErrorCode.SIZE_INVALID, "a form has at most " + LARGEST_FORM + " bytes")
                .withStatus(TOO_LARGE);
        return answer(request, TokenRequest.ofForm(bodies.readForm(request, LARGEST_FORM, tooLarge)));
    }

    private HttpResponse<?> answer(HttpRequest<?> request, TokenRequest asked) {
        return switch (asked.asker()) {
            case Asker.Nobody _ ->
                rules.haveAnythingFor("") ? token("", asked) : refuse(ErrorCode.UNAUTHORIZED.message());
            case Asker.Login login -> login(request, login.credentials(), asked);
            case Asker.Refresh refresh -> refresh(request, refresh.token(), asked);
            case Asker.Malformed _ -> refuse("the credentials are malformed");
            case Asker.Unsupported _ -> unsupportedGrantType();
        };
    }

    private HttpResponse<?> refresh(HttpRequest<?> request, String token, TokenRequest asked) {
        var user = tokens.refreshing(token, users::passwordMark);
        if (user.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("remote", request.getRemoteAddress().getHostString())
                    .log("login denied: a refresh token that is not in force");
            return refuse("the refresh token is not in force; log in again");
        }
        return token(user.get(), asked);
    }

    private HttpResponse<?> login(HttpRequest<?> request, Credentials credentials, TokenRequest asked) {
        String address = request.getRemoteAddress().getHostString();
        return switch (users.verify(credentials, address)) {
            case RIGHT -> token(credentials.user(), asked);
            case WRONG -> {
                LOG.atInfo()
                        .addKeyValue("user", credentials.printableUser())
                        .addKeyValue("remote", address)
                        .log("login denied: unknown user or wrong password");
                yield refuse("unknown user or wrong password");
            }
            case TOO_OFTEN -> wait("too many wrong passwords", "60");
            case BUSY -> wait("too many passwords to compare", "1");
        };
    }

    /// What is not allowed is left out, as the specification has it: the challenge of the next request tells.
    private HttpResponse<?> token(String user, TokenRequest asked) {
        Set<Grant> granted = new LinkedHashSet<>(Scopes.parse(asked.scopes()));
        granted.removeIf(grant -> !rules.allow(user, grant));
        OwnTokens.Issued issued = tokens.issue(user, granted);
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("token", issued.token())
                .put("access_token", issued.token())
                .put("expires_in", OwnTokens.LIFE.toSeconds())
                .put("issued_at", issued.at().toString())
                .put("scope", Scopes.format(granted));
        if (asked.lasting()) {
            users.passwordMark(user)
                    .flatMap(mark -> tokens.refreshToken(user, mark))
                    .ifPresent(refresh -> document.put("refresh_token", refresh));
        }
        return JsonAnswers.json(document).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private HttpResponse<?> refuse(String why) {
        return OciErrors.answer(UNAUTHORIZED, ErrorCode.UNAUTHORIZED, why)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"" + tokens.service() + "\"");
    }

    private static HttpResponse<?> wait(String why, String seconds) {
        return OciErrors.answer(TOO_MANY, ErrorCode.TOOMANYREQUESTS, why).header(HttpHeaders.RETRY_AFTER, seconds);
    }

    private static HttpResponse<?> unsupportedGrantType() {
        var document = JsonNodeFactory.instance.objectNode().put("error", "unsupported_grant_type");
        return JsonAnswers.json(document).status(BAD_REQUEST);
    }
}
